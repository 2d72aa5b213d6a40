package io.wxsession.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;

/** The sessions in Redis. Every method fails with the problem {@code store_unavailable} while Redis cannot be reached. */
@ApplicationScoped
public class SessionStore {

    /** How long the reason of a session's end is kept. */
    public static final Duration END_REASON_KEPT = Duration.ofMinutes(10);

    private static final Script<Rotation> REFRESH = Script.of(Rotation::read, "live_sessions.lua", "sessions.lua",
            "refresh.lua");
    private static final Script<Long> END = Script.of(ReplyReader::number, "live_sessions.lua", "sessions.lua", "end.lua");

    private final RedisCommands redis;
    private final SessionMetrics metrics;
    private final Duration reuseWindow;
    private final Duration idleTimeout;

    SessionStore(RedisCommands redis, SessionMetrics metrics, WxsessionConfig config) {
        this.redis = redis;
        this.metrics = metrics;
        this.reuseWindow = config.refresh().reuseWindow();
        this.idleTimeout = config.session().idleTimeout();
    }

    /** The live session of that handle. This one GET is all that validating a request needs. */
    public Uni<Optional<Session>> find(SessionHandle handle) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.session(handle)), reply -> reply.bytes().map(Session::parse));
    }

    /** Fails with the reason why the session of that handle has ended. */
    public <T> Uni<T> failWithEndReason(SessionHandle handle) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.endReason(handle)), ReplyReader::optionalText)
                .chain(word -> Uni.createFrom().failure(Problem.of(word.flatMap(EndReason::byWord).map(EndReason::problem)
                        .orElse(ProblemCode.SESSION_EXPIRED)).exception()));
    }

    /** The handles in the index of a user's sessions. A session that has just expired may still be among them. */
    public Uni<List<SessionHandle>> handles(UserId user) {
        return redis.send(Request.cmd(Command.ZRANGE).arg(RedisKeys.sessionIndex(user)).arg(0).arg(-1),
                reply -> reply.remainingTexts().stream().flatMap(handle -> SessionHandle.parse(handle).stream()).toList());
    }

    /** The live sessions of a user, by handle. */
    public Uni<Map<SessionHandle, Session>> list(UserId user) {
        return handles(user).chain(handles -> handles.isEmpty() ? Uni.createFrom().item(Map.of()) : findAll(handles));
    }

    private Uni<Map<SessionHandle, Session>> findAll(List<SessionHandle> handles) {
        Request get = Request.cmd(Command.MGET);
        handles.forEach(handle -> get.arg(RedisKeys.session(handle)));
        return redis.send(get, reply -> {
            Map<SessionHandle, Session> live = new HashMap<>();
            handles.forEach(handle -> reply.bytes().map(Session::parse).ifPresent(session -> live.put(handle, session)));
            return live;
        });
    }

    /** Ends a session at once, for every replica. A session that has already ended is left alone. */
    public Uni<Void> end(SessionHandle handle, Session session, EndReason reason) {
        UserId user = session.userId();
        List<String> keys = new ArrayList<>(
                List.of(RedisKeys.sessionIndex(user), RedisKeys.liveSessions(user.partition())));
        keys.addAll(RedisKeys.ending(handle));
        return redis.run(END, keys, List.of(reason.word(), END_REASON_KEPT, handle.value()))
                .invoke(ended -> metrics.ended(session.appId(), reason, ended))
                .replaceWithVoid();
    }

    /**
     * Rotates the refresh token of a session. Ends the session instead if its user is banned or erased.
     *
     * @param session the session as it was just found
     * @param generation the generation of the token presented
     * @param tokenDigest the digest of the access token to be given out with the next refresh token
     */
    public Uni<Rotation> rotate(SessionHandle handle, Session session, long generation, String tokenDigest) {
        List<String> keys = new ArrayList<>(RedisKeys.ending(handle));
        keys.add(RedisKeys.sessionIndex(session.userId()));
        keys.add(RedisKeys.user(session.userId()));
        keys.add(RedisKeys.liveSessions(handle.partition()));
        return redis.run(REFRESH, keys, List.of(handle.value(), Long.toString(generation), reuseWindow, idleTimeout,
                EndReason.REFRESH_REUSED.word(), END_REASON_KEPT, tokenDigest, EndReason.BANNED.word(),
                EndReason.REVOKED.word()))
                .invoke(rotation -> count(session.appId(), rotation));
    }

    private void count(String appId, Rotation rotation) {
        if (rotation instanceof Rotation.Reused) {
            metrics.ended(appId, EndReason.REFRESH_REUSED, 1);
        } else if (rotation instanceof Rotation.Refused refused) {
            metrics.ended(appId, refused.reason(), 1);
        }
    }
}
