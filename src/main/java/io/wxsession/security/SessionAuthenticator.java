package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.SessionId;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.AccessTokenVerifier;

/** Decides whether an access token speaks for a live session: our signature first, then one look into Redis. */
@ApplicationScoped
public class SessionAuthenticator {

    private final AccessTokenVerifier tokens;
    private final SessionStore sessions;

    SessionAuthenticator(AccessTokenVerifier tokens, SessionStore sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /**
     * The caller behind a token.
     *
     * @return fails with {@code token_invalid}, {@code token_expired}, the reason why the session has ended, or
     *         {@code store_unavailable}
     */
    public Uni<SessionPrincipal> authenticate(String accessToken) {
        return tokens.verify(accessToken).chain(this::caller);
    }

    private Uni<SessionPrincipal> caller(AccessTokenVerdict verdict) {
        if (verdict instanceof AccessTokenVerdict.Valid valid) {
            return SessionId.parse(valid.sid())
                    .map(sid -> live(sid.handle(), valid))
                    .orElseGet(() -> refused(ProblemCode.TOKEN_INVALID));
        }
        return refused(verdict instanceof AccessTokenVerdict.Expired ? ProblemCode.TOKEN_EXPIRED : ProblemCode.TOKEN_INVALID);
    }

    private Uni<SessionPrincipal> live(SessionHandle handle, AccessTokenVerdict.Valid token) {
        return sessions.find(handle).chain(session -> session.isPresent()
                ? Uni.createFrom().item(new SessionPrincipal(handle, session.get(), token))
                : sessions.failWithEndReason(handle));
    }

    private static Uni<SessionPrincipal> refused(ProblemCode code) {
        return Uni.createFrom().failure(Problem.of(code).exception());
    }
}
