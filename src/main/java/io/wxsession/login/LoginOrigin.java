package io.wxsession.login;

import java.util.List;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.security.CredentialCarriers;

/**
 * Who asks for a login.
 *
 * @param accessTokens whatever access tokens the request carries
 * @param client what the phone says it is, or null
 * @param address where the request comes from
 */
record LoginOrigin(List<String> accessTokens, String client, String address) {

    static LoginOrigin of(HttpServerRequest request, CredentialCarriers carriers) {
        return new LoginOrigin(carriers.tokens(request), ClientDescription.of(request.getHeader(HttpHeaders.USER_AGENT)),
                request.remoteAddress().hostAddress());
    }

    @Override
    public String toString() {
        return "LoginOrigin[" + client + "]";
    }
}
