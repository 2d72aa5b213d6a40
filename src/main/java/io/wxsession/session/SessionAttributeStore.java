package io.wxsession.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;

/** The attributes of sessions: small texts that back ends attach and that end with the session. */
@ApplicationScoped
public class SessionAttributeStore {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_COUNT = 16;
    private static final Script<String> PUT = Script.of(ReplyReader::text, "attribute_put.lua");

    private final RedisCommands redis;

    SessionAttributeStore(RedisCommands redis) {
        this.redis = redis;
    }

    /** The value of that name. */
    public Uni<Optional<String>> get(SessionHandle handle, String name) {
        return redis.send(Request.cmd(Command.HGET).arg(RedisKeys.attributes(handle)).arg(name),
                reply -> reply.bytes().map(value -> new String(value, UTF_8)));
    }

    /** Sets a value; fails with {@code too_large}, or with {@code not_found} if the session has ended. */
    public Uni<Void> put(SessionHandle handle, String name, String value) {
        if (value.getBytes(UTF_8).length > MAX_BYTES) {
            throw Problem.of(ProblemCode.TOO_LARGE, "An attribute may have at most " + MAX_BYTES + " bytes.").exception();
        }
        return redis.run(PUT, List.of(RedisKeys.session(handle), RedisKeys.attributes(handle)),
                List.of(name, value, Integer.toString(MAX_COUNT))).chain(outcome -> switch (outcome) {
                    case "done" -> Uni.createFrom().voidItem();
                    case "full" -> Uni.createFrom().failure(Problem.of(ProblemCode.TOO_LARGE,
                            "A session may have at most " + MAX_COUNT + " attributes.").exception());
                    case "gone" -> Uni.createFrom().failure(Problem.of(ProblemCode.NOT_FOUND).exception());
                    default -> Uni.createFrom().failure(ReplyReader.unknownOutcome("attribute_put.lua", outcome));
                });
    }

    /** Deletes a value, if there is one. */
    public Uni<Void> delete(SessionHandle handle, String name) {
        return redis.send(Request.cmd(Command.HDEL).arg(RedisKeys.attributes(handle)).arg(name));
    }
}
