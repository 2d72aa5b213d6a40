package io.wxsession.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.SessionId;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.AccessTokenVerifier;
import io.wxsession.token.UnverifiedAccessToken;

/**
 * Finds the session that an access token names. The session is read first, because its record usually proves the token, which
 * is cheaper than the signature. A token that it does not prove is verified by its signature before anything is said about it
 * (RFC 8725): for a forgery the answer is the same whether the session is there or not.
 */
@ApplicationScoped
public class NamedSessionFinder {

    private final AccessTokenVerifier tokens;
    private final SessionStore sessions;

    NamedSessionFinder(AccessTokenVerifier tokens, SessionStore sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** The verdict on a token, and its session; fails with {@code store_unavailable}. */
    public Uni<NamedSession> find(Secret accessToken) {
        return UnverifiedAccessToken.read(accessToken)
                .map(token -> sessions.find(token.sid().handle()).chain(session -> proven(token, session)))
                .orElseGet(() -> bySignature(accessToken));
    }

    private Uni<NamedSession> proven(UnverifiedAccessToken token, Optional<Session> session) {
        Optional<AccessTokenVerdict> proven = session
                .flatMap(record -> tokens.verify(token, record.tokenDigests()));
        if (proven.isPresent()) {
            return Uni.createFrom().item(new NamedSession(proven.get(), token.sid().handle(), session));
        }
        return tokens.verify(token.text()).chain(verdict -> token.sid().equals(verdict.sid())
                ? Uni.createFrom().item(new NamedSession(verdict, token.sid().handle(), session))
                : named(verdict));
    }

    private Uni<NamedSession> bySignature(Secret accessToken) {
        return tokens.verify(accessToken).chain(this::named);
    }

    /** The session of a verified token, which need not be the one that the token seemed to name. */
    private Uni<NamedSession> named(AccessTokenVerdict verdict) {
        SessionId sid = verdict.sid();
        if (sid == null) {
            return Uni.createFrom().item(NamedSession.none());
        }
        SessionHandle handle = sid.handle();
        return sessions.find(handle).map(session -> new NamedSession(verdict, handle, session));
    }
}
