package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Turns a {@link SessionAuthenticationRequest} into the identity of the live session. */
@ApplicationScoped
class SessionIdentityProvider implements IdentityProvider<SessionAuthenticationRequest> {

    private final SessionAuthenticator authenticator;

    SessionIdentityProvider(SessionAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Class<SessionAuthenticationRequest> getRequestType() {
        return SessionAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionAuthenticationRequest request, AuthenticationRequestContext context) {
        return authenticator.authenticate(request.accessToken())
                .map(principal -> QuarkusSecurityIdentity.builder().setPrincipal(principal).build());
    }
}
