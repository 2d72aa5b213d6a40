package io.wxsession.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemCode;
import io.wxsession.redis.RedisPipeline;
import io.wxsession.redis.Script;

/** Small texts that back ends attach to a session, and that end with it. */
@ApplicationScoped
public class SessionAttributes {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_COUNT = 16;
    private static final Script PUT = Script.of("attribute_put.lua");

    private final RedisPipeline redis;

    SessionAttributes(RedisPipeline redis) {
        this.redis = redis;
    }

    /** The value of that name. */
    public Uni<Optional<String>> get(SessionHandle handle, String name) {
        return redis.send(Request.cmd(Command.HGET).arg(Keys.attributes(handle)).arg(name))
                .map(value -> Optional.ofNullable(value).map(it -> it.toString(UTF_8)));
    }

    /** Sets a value; fails with {@code too_large}, or {@code not_found} if the session is gone. */
    public Uni<Void> put(SessionHandle handle, String name, String value) {
        if (value.getBytes(UTF_8).length > MAX_BYTES) {
            throw Problem.of(ProblemCode.TOO_LARGE, "An attribute may have at most " + MAX_BYTES + " bytes.").exception();
        }
        List<String> keys = List.of(Keys.session(handle), Keys.attributes(handle));
        return redis.run(PUT, keys, List.of(name, value, Integer.toString(MAX_COUNT)))
                .chain(answer -> switch (answer.toString()) {
                    case "done" -> Uni.createFrom().voidItem();
                    case "full" -> Uni.createFrom().failure(Problem.of(ProblemCode.TOO_LARGE,
                            "A session may have at most " + MAX_COUNT + " attributes.").exception());
                    default -> Uni.createFrom().failure(Problem.of(ProblemCode.NOT_FOUND).exception());
                });
    }

    /** Deletes a value, if there is one. */
    public Uni<Void> delete(SessionHandle handle, String name) {
        return redis.send(Request.cmd(Command.HDEL).arg(Keys.attributes(handle)).arg(name)).replaceWithVoid();
    }
}
