package io.wxsession.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.wxsession.config.Secret;

/** A request to authenticate an access token. */
final class SessionAuthenticationRequest extends BaseAuthenticationRequest {

    private final Secret accessToken;

    SessionAuthenticationRequest(Secret accessToken) {
        this.accessToken = accessToken;
    }

    Secret accessToken() {
        return accessToken;
    }
}
