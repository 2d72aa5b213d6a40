package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Answers a {@link SessionAuthenticationRequest} with the user of the live session. */
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
                .map(caller -> QuarkusSecurityIdentity.builder().setPrincipal(caller).build());
    }
}
