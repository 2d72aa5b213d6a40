package io.wxsession.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.security.NamedSessionFinder;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenVerdict;
import io.wxsession.token.RefreshTokens;

/** Finds the sessions that the credentials in a login request name. A credential that is not valid names none. */
@ApplicationScoped
class PreviousSessionFinder {

    private final NamedSessionFinder namedSessions;
    private final RefreshTokens refreshTokens;
    private final SessionStore sessions;

    PreviousSessionFinder(NamedSessionFinder namedSessions, RefreshTokens refreshTokens, SessionStore sessions) {
        this.namedSessions = namedSessions;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
    }

    /** The live sessions that are named, each once. */
    Uni<List<PreviousSession>> find(List<Secret> accessTokens, Secret refreshToken) {
        return Multi.createFrom().iterable(accessTokens)
                .onItem().transformToUniAndConcatenate(this::byAccessToken)
                .collect().asList()
                .chain(named -> byRefreshToken(refreshToken).map(also -> eachOnce(named, also)));
    }

    private Uni<PreviousSession> byAccessToken(Secret token) {
        // A Uni of null adds nothing to the list.
        return namedSessions.find(token).map(named -> named.session()
                .map(session -> new PreviousSession(named.handle(), session,
                        named.verdict() instanceof AccessTokenVerdict.Valid))
                .orElse(null));
    }

    private Uni<Optional<PreviousSession>> byRefreshToken(Secret token) {
        return refreshTokens.read(token).map(refresh -> refresh.sid().handle())
                .map(handle -> sessions.find(handle)
                        .map(found -> found.map(session -> new PreviousSession(handle, session, true))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** A session that several credentials name is proven if one of them proves it. */
    private static List<PreviousSession> eachOnce(List<PreviousSession> named, Optional<PreviousSession> also) {
        Map<SessionHandle, PreviousSession> byHandle = new LinkedHashMap<>();
        Stream.concat(named.stream(), also.stream())
                .forEach(it -> byHandle.merge(it.handle(), it, (one, other) -> one.proven() ? one : other));
        return List.copyOf(byHandle.values());
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
