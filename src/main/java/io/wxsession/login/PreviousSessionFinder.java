package io.wxsession.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.AccessTokenVerifier;
import io.wxsession.token.RefreshTokens;

/** Finds the sessions that the credentials in a login request name. A credential that is not valid names none. */
@ApplicationScoped
class PreviousSessionFinder {

    private final AccessTokenVerifier tokens;
    private final RefreshTokens refreshTokens;
    private final SessionStore sessions;

    PreviousSessionFinder(AccessTokenVerifier tokens, RefreshTokens refreshTokens, SessionStore sessions) {
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
    }

    /** The live sessions that are named, each once. */
    Uni<List<PreviousSession>> find(List<Secret> accessTokens, Secret refreshToken) {
        return Multi.createFrom().iterable(accessTokens)
                .onItem().transformToUniAndConcatenate(tokens::verify)
                .collect().asList()
                .chain(verdicts -> live(named(verdicts, refreshToken)));
    }

    /** The handles that are named, each with whether a valid credential names it. */
    private Map<SessionHandle, Boolean> named(List<AccessTokenVerdict> verdicts, Secret refreshToken) {
        Map<SessionHandle, Boolean> proven = new LinkedHashMap<>();
        for (AccessTokenVerdict verdict : verdicts) {
            if (verdict instanceof AccessTokenVerdict.Valid valid) {
                proven.merge(valid.sid().handle(), true, Boolean::logicalOr);
            } else if (verdict instanceof AccessTokenVerdict.Expired expired) {
                proven.merge(expired.sid().handle(), false, Boolean::logicalOr);
            }
        }
        refreshTokens.read(refreshToken).ifPresent(token -> proven.merge(token.sid().handle(), true, Boolean::logicalOr));
        return proven;
    }

    private Uni<List<PreviousSession>> live(Map<SessionHandle, Boolean> proven) {
        return Multi.createFrom().iterable(proven.entrySet())
                .onItem().transformToUniAndConcatenate(named -> sessions.find(named.getKey())
                        .map(session -> session
                                .map(it -> new PreviousSession(named.getKey(), it, named.getValue()))
                                // A Uni of null adds nothing to the list.
                                .orElse(null)))
                .collect().asList();
    }

    /**
     * A live session that a login request names.
     *
     * @param proven whether a valid credential names it. An expired access token proves nothing, because it may come from a
     *        log.
     */
    record PreviousSession(SessionHandle handle, Session session, boolean proven) {
    }
}
