package io.wxsession.login;

import java.util.List;
import java.util.Optional;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.Secret;
import io.wxsession.limit.ClientAddresses;
import io.wxsession.security.CredentialCarriers;

/**
 * Where a login request comes from.
 *
 * @param accessTokens the access tokens that the request carries
 * @param client the client description, or null
 * @param address the client's address or network for limits; empty if it is not known
 */
record LoginOrigin(List<Secret> accessTokens, String client, Optional<String> address) {

    static LoginOrigin of(HttpServerRequest request, CredentialCarriers carriers, ClientAddresses addresses) {
        return new LoginOrigin(carriers.tokens(request.headers()),
                ClientDescription.of(request.getHeader(HttpHeaders.USER_AGENT)),
                addresses.of(request));
    }
}
