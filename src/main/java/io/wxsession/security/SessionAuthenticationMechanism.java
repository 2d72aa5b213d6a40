package io.wxsession.security;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport.Type;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;

/** Authenticates a request by its access token and the live session. */
@ApplicationScoped
class SessionAuthenticationMechanism implements HttpAuthenticationMechanism {

    private static final HttpCredentialTransport TRANSPORT = new HttpCredentialTransport(Type.AUTHORIZATION, "Bearer",
            SessionPrincipal.MECHANISM);

    private final CredentialCarriers carriers;
    private final SessionAuthenticator authenticator;

    SessionAuthenticationMechanism(CredentialCarriers carriers, SessionAuthenticator authenticator) {
        this.carriers = carriers;
        this.authenticator = authenticator;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        List<Secret> tokens = carriers.tokens(context.request().headers());
        return switch (tokens.size()) {
            case 0 -> Uni.createFrom().nullItem();
            // Not by way of the identity providers: there is nothing to choose between and nothing to add.
            case 1 -> authenticator.authenticate(tokens.get(0)).map(SessionIdentity::new);
            default -> Uni.createFrom().failure(
                    Problem.invalid("Authorization", "differs from another credential in the request").exception());
        };
    }

    /** Quarkus asks for it; callers see the one of {@code ProblemResponses}, which has a realm. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(TRANSPORT);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
