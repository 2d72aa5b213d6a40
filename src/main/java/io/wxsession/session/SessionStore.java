package io.wxsession.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/** The sessions in Redis. Everything here fails with the problem {@code store_unavailable} while Redis cannot be reached. */
@ApplicationScoped
public class SessionStore {

    /** How long the reason of a session's end is kept. */
    public static final Duration REASON_KEPT = Duration.ofMinutes(10);

    private static final Script REFRESH = Script.of("sessions.lua", "refresh.lua");
    private static final Script END = Script.of("sessions.lua", "end.lua");

    private final RedisCommands redis;
    private final ObjectReader reader;
    private final String reuseWindow;
    private final String idleTimeout;

    SessionStore(RedisCommands redis, ObjectMapper json, WxsessionConfig config) {
        this.redis = redis;
        this.reader = json.readerFor(Session.class);
        this.reuseWindow = millis(config.refresh().reuseWindow());
        this.idleTimeout = millis(config.session().idleTimeout());
    }

    /** The live session of that handle. One GET, and all that validating a request needs. */
    public Uni<Optional<Session>> find(SessionHandle handle) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.session(handle)))
                .map(record -> Optional.ofNullable(record).map(this::read));
    }

    private Uni<Optional<EndReason>> endReason(SessionHandle handle) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.tombstone(handle)))
                .map(word -> Optional.ofNullable(word).flatMap(it -> EndReason.byWord(it.toString())));
    }

    /** Fails with the reason why there is no session of that handle any more. */
    public <T> Uni<T> failWithEndReason(SessionHandle handle) {
        return endReason(handle).chain(reason -> Uni.createFrom().failure(
                Problem.of(reason.map(EndReason::problem).orElse(ProblemCode.SESSION_EXPIRED)).exception()));
    }

    /** The live sessions of the user that a session belongs to, by handle. */
    public Uni<Map<SessionHandle, Session>> siblings(SessionHandle handle, Session session) {
        Request index = Request.cmd(Command.ZRANGE).arg(RedisKeys.sessionsOf(session.userId())).arg(0)
                .arg(-1);
        return redis.send(index).chain(members -> {
            List<SessionHandle> handles = members.stream()
                    .flatMap(member -> SessionHandle.parse(member.toString()).stream())
                    .toList();
            return handles.isEmpty() ? Uni.createFrom().item(Map.of()) : findAll(handles);
        });
    }

    private Uni<Map<SessionHandle, Session>> findAll(List<SessionHandle> handles) {
        Request get = Request.cmd(Command.MGET);
        handles.forEach(handle -> get.arg(RedisKeys.session(handle)));
        return redis.send(get).map(records -> {
            Map<SessionHandle, Session> live = new HashMap<>();
            for (int i = 0; i < handles.size(); i++) {
                if (records.get(i) != null) {
                    live.put(handles.get(i), read(records.get(i)));
                }
            }
            return live;
        });
    }

    /** Ends a session, at once and for every replica. Ending one that has ended changes nothing. */
    public Uni<Void> end(SessionHandle handle, Session session, EndReason reason) {
        return end(List.of(handle), session.userId(), reason);
    }

    /** Ends several sessions of one user in one step. */
    public Uni<Void> end(Collection<SessionHandle> handles, UserId userId, EndReason reason) {
        if (handles.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> keys = new ArrayList<>();
        List<String> args = new ArrayList<>(List.of(reason.word(), millis(REASON_KEPT)));
        keys.add(RedisKeys.sessionsOf(userId));
        for (SessionHandle handle : handles) {
            keys.addAll(RedisKeys.ending(handle));
            args.add(handle.value());
        }
        return redis.run(END, keys, args).replaceWithVoid();
    }

    /**
     * Takes the next step of a session's refresh token.
     *
     * @param session the session as it was just found
     * @param generation the generation of the token presented
     */
    public Uni<Rotation> rotate(SessionHandle handle, Session session, long generation) {
        List<String> keys = new ArrayList<>(RedisKeys.ending(handle));
        keys.add(RedisKeys.sessionsOf(session.userId()));
        List<String> args = List.of(handle.value(), Long.toString(generation), reuseWindow, idleTimeout,
                EndReason.REFRESH_REUSED.word(), millis(REASON_KEPT));
        return redis.run(REFRESH, keys, args).map(this::rotation);
    }

    private Rotation rotation(Response answer) {
        return switch (answer.get(0).toString()) {
            case "gone" -> new Rotation.Gone();
            case "reused" -> new Rotation.Reused();
            default -> new Rotation.Current(answer.get(1).toLong(), read(answer.get(2)),
                    Duration.ofMillis(answer.get(3).toLong()));
        };
    }

    /** A record as the scripts answer it. */
    public Session read(Response record) {
        try {
            return reader.readValue(record.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
