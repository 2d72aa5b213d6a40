package io.wxsession.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.SessionId;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.AccessTokenVerifier;
import io.wxsession.token.RefreshTokens;

/** Finds the sessions that the credentials in a login request name. What is not ours, or ended, names none. */
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

    /** The live sessions named, each once. */
    Uni<List<Superseded>> find(List<String> accessTokens, String refreshToken) {
        return Multi.createFrom().iterable(accessTokens)
                .onItem().transformToUniAndConcatenate(tokens::verify)
                .collect().asList()
                .chain(verdicts -> live(named(verdicts, refreshToken)));
    }

    private Map<SessionHandle, Boolean> named(List<AccessTokenVerdict> verdicts, String refreshToken) {
        Map<SessionHandle, Boolean> proven = new LinkedHashMap<>();
        for (AccessTokenVerdict verdict : verdicts) {
            if (verdict instanceof AccessTokenVerdict.Valid valid) {
                name(proven, valid.sid(), true);
            } else if (verdict instanceof AccessTokenVerdict.Expired expired) {
                name(proven, expired.sid(), false);
            }
        }
        refreshTokens.read(refreshToken).ifPresent(token -> name(proven, token.sid(), true));
        return proven;
    }

    private static void name(Map<SessionHandle, Boolean> proven, String sid, boolean proof) {
        SessionId.parse(sid).ifPresent(id -> proven.merge(id.handle(), proof, Boolean::logicalOr));
    }

    private Uni<List<Superseded>> live(Map<SessionHandle, Boolean> proven) {
        return Multi.createFrom().iterable(proven.entrySet())
                .onItem().transformToUniAndConcatenate(named -> sessions.find(named.getKey())
                        .map(session -> session
                                .map(it -> new Superseded(named.getKey(), it, named.getValue()))
                                .orElse(null)))
                .collect().asList();
    }

    /**
     * A live session that a login request names.
     *
     * @param proven whether by a credential that is still good; an expired access token lies in logs and proves nothing
     */
    record Superseded(SessionHandle handle, Session session, boolean proven) {
    }
}
