package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;

/** Authenticates an access token: it must be valid, and its session must be alive. */
@ApplicationScoped
public class SessionAuthenticator {

    private final NamedSessionFinder namedSessions;
    private final SessionStore sessions;

    SessionAuthenticator(NamedSessionFinder namedSessions, SessionStore sessions) {
        this.namedSessions = namedSessions;
        this.sessions = sessions;
    }

    /**
     * The principal of an access token.
     *
     * @return fails with {@code token_invalid}, {@code token_expired}, the end reason of the session, or
     *         {@code store_unavailable}
     */
    public Uni<SessionPrincipal> authenticate(Secret accessToken) {
        return namedSessions.find(accessToken).chain(this::principal);
    }

    private Uni<SessionPrincipal> principal(NamedSession named) {
        if (named.verdict() instanceof AccessTokenVerdict.Valid valid) {
            return named.session().isPresent()
                    ? Uni.createFrom().item(new SessionPrincipal(named.handle(), named.session().get(), valid.claims()))
                    : sessions.failWithEndReason(named.handle());
        }
        return failed(named.verdict() instanceof AccessTokenVerdict.Expired ? ProblemCode.TOKEN_EXPIRED
                : ProblemCode.TOKEN_INVALID);
    }

    private static Uni<SessionPrincipal> failed(ProblemCode code) {
        return Uni.createFrom().failure(Problem.of(code).exception());
    }
}
