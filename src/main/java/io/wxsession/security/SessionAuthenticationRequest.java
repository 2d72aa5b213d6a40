package io.wxsession.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who presents this access token. */
final class SessionAuthenticationRequest extends BaseAuthenticationRequest {

    private final String accessToken;

    SessionAuthenticationRequest(String accessToken) {
        this.accessToken = accessToken;
    }

    String accessToken() {
        return accessToken;
    }
}
