package io.wxsession.login;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.SessionId;
import io.wxsession.log.SecurityEvent;
import io.wxsession.session.Rotation;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenIssuer;
import io.wxsession.token.AccessTokenIssuer.AccessToken;
import io.wxsession.token.AccessTokenIssuer.Lifetime;
import io.wxsession.token.RefreshTokens;
import io.wxsession.token.RefreshTokens.RefreshToken;
import io.wxsession.token.TokenSet;
import io.wxsession.token.TokenSetIssuer;
import io.wxsession.user.daily.DailyUserCounter;

/** Keeps sessions alive: exchanges a refresh token for the next token set. */
@ApplicationScoped
public class RefreshService {

    private final RefreshTokens refreshTokens;
    private final SessionStore sessions;
    private final AccessTokenIssuer accessTokens;
    private final TokenSetIssuer tokens;
    private final DailyUserCounter dailyUsers;
    private final LoginMetrics metrics;
    private final Duration idleTimeout;

    RefreshService(RefreshTokens refreshTokens, SessionStore sessions, AccessTokenIssuer accessTokens, TokenSetIssuer tokens,
            DailyUserCounter dailyUsers, LoginMetrics metrics, WxsessionConfig config) {
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.tokens = tokens;
        this.dailyUsers = dailyUsers;
        this.metrics = metrics;
        this.idleTimeout = config.session().idleTimeout();
    }

    /**
     * The next token set.
     *
     * @return fails with {@code refresh_invalid} if the token was not issued here, {@code refresh_reused} if it was superseded
     *         and the reuse window is over, or the reason why the session has ended
     */
    public Uni<TokenSet> refresh(Secret refreshToken) {
        return refreshTokens.read(refreshToken)
                .map(this::refresh)
                .orElseGet(() -> Uni.createFrom().failure(Problem.of(ProblemCode.REFRESH_INVALID).exception()))
                .onItemOrFailure().invoke((set, failure) -> metrics.countRefresh(failure));
    }

    private Uni<TokenSet> refresh(RefreshToken token) {
        SessionHandle handle = token.sid().handle();
        return sessions.find(handle).chain(found -> found.isPresent()
                ? rotate(token, handle, found.get())
                : sessions.failWithEndReason(handle));
    }

    private Uni<TokenSet> rotate(RefreshToken token, SessionHandle handle, Session session) {
        Duration untilEnd = Duration.between(Instant.now(), session.expiresAt());
        AccessToken access = accessTokens.issue(token.sid(), Lifetime.CONFIGURED,
                untilEnd.compareTo(idleTimeout) < 0 ? untilEnd : idleTimeout);
        return sessions.rotate(handle, session, token.generation(), access.digest())
                .chain(rotation -> tokenSet(token.sid(), handle, access, rotation));
    }

    private Uni<TokenSet> tokenSet(SessionId sid, SessionHandle handle, AccessToken access, Rotation rotation) {
        if (rotation instanceof Rotation.Current current) {
            dailyUsers.count(current.session(), false);
            return Uni.createFrom().item(tokens.issue(access, sid, current.generation(), current.remaining()));
        }
        if (rotation instanceof Rotation.Reused) {
            SecurityEvent.REFRESH_REUSED.log("A superseded refresh token of session %s was used again, the session was ended",
                    handle);
            return Uni.createFrom().failure(Problem.of(ProblemCode.REFRESH_REUSED).exception());
        }
        if (rotation instanceof Rotation.Refused refused) {
            return Uni.createFrom().failure(Problem.of(refused.reason().problem()).exception());
        }
        return sessions.failWithEndReason(handle);
    }
}
