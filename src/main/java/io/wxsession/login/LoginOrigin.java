package io.wxsession.login;

import java.util.List;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.Secret;
import io.wxsession.security.CredentialCarriers;

/**
 * Where a login request comes from.
 *
 * @param accessTokens the access tokens that the request carries
 * @param client the client description, or null
 * @param address the client's IP address
 */
record LoginOrigin(List<Secret> accessTokens, String client, String address) {

    static LoginOrigin of(HttpServerRequest request, CredentialCarriers carriers) {
        return new LoginOrigin(carriers.tokens(request), ClientDescription.of(request.getHeader(HttpHeaders.USER_AGENT)),
                request.remoteAddress().hostAddress());
    }
}
