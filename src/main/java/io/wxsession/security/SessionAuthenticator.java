package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemCode;
import io.wxsession.session.SessionHandle;
import io.wxsession.session.SessionId;
import io.wxsession.session.SessionPrincipal;
import io.wxsession.session.SessionStore;
import io.wxsession.token.TokenVerdict;
import io.wxsession.token.TokenVerifier;

/** Decides whether an access token speaks for a live session: our signature first, then one look into Redis. */
@ApplicationScoped
public class SessionAuthenticator {

    private final TokenVerifier tokens;
    private final SessionStore sessions;

    SessionAuthenticator(TokenVerifier tokens, SessionStore sessions) {
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

    private Uni<SessionPrincipal> caller(TokenVerdict verdict) {
        if (verdict instanceof TokenVerdict.Valid valid) {
            return SessionId.parse(valid.sid())
                    .map(sid -> live(sid.handle(), valid))
                    .orElseGet(() -> refused(ProblemCode.TOKEN_INVALID));
        }
        return refused(verdict instanceof TokenVerdict.Expired ? ProblemCode.TOKEN_EXPIRED : ProblemCode.TOKEN_INVALID);
    }

    private Uni<SessionPrincipal> live(SessionHandle handle, TokenVerdict.Valid token) {
        return sessions.find(handle).chain(session -> session.isPresent()
                ? Uni.createFrom().item(new SessionPrincipal(handle, session.get(), token))
                : sessions.gone(handle));
    }

    private static Uni<SessionPrincipal> refused(ProblemCode code) {
        return Uni.createFrom().failure(Problem.of(code).exception());
    }
}
