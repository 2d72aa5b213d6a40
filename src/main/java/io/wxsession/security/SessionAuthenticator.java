package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenClaims;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.AccessTokenVerifier;

/** Authenticates an access token: verifies its signature, then reads the session from Redis. */
@ApplicationScoped
public class SessionAuthenticator {

    private final AccessTokenVerifier tokens;
    private final SessionStore sessions;

    SessionAuthenticator(AccessTokenVerifier tokens, SessionStore sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /**
     * The principal of an access token.
     *
     * @return fails with {@code token_invalid}, {@code token_expired}, the end reason of the session, or
     *         {@code store_unavailable}
     */
    public Uni<SessionPrincipal> authenticate(Secret accessToken) {
        return tokens.verify(accessToken).chain(this::principal);
    }

    private Uni<SessionPrincipal> principal(AccessTokenVerdict verdict) {
        if (verdict instanceof AccessTokenVerdict.Valid valid) {
            return live(valid.sid().handle(), valid.claims());
        }
        return failed(verdict instanceof AccessTokenVerdict.Expired ? ProblemCode.TOKEN_EXPIRED : ProblemCode.TOKEN_INVALID);
    }

    private Uni<SessionPrincipal> live(SessionHandle handle, AccessTokenClaims claims) {
        return sessions.find(handle).chain(session -> session.isPresent()
                ? Uni.createFrom().item(new SessionPrincipal(handle, session.get(), claims))
                : sessions.failWithEndReason(handle));
    }

    private static Uni<SessionPrincipal> failed(ProblemCode code) {
        return Uni.createFrom().failure(Problem.of(code).exception());
    }
}
