package io.wxsession.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;

/**
 * Sends commands to Redis, each within a deadline. Every event loop keeps one connection of its own and pipelines its commands
 * on it, so that a command costs neither a change of thread nor a turn in a pool.
 */
@ApplicationScoped
public class RedisCommands {

    private final Vertx vertx;
    private final RedisSettings settings;
    private final RedisOutageLog outages = new RedisOutageLog();
    private final Map<EventLoop, RedisConnectionPerEventLoop> lanes = new ConcurrentHashMap<>();

    RedisCommands(Vertx vertx, RedisSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Sends one command.
     *
     * @return the answer, null for nil; fails with the problem {@code store_unavailable} if Redis gives none in time
     */
    public Uni<Response> send(Request command) {
        return exchange(command).onFailure().transform(this::unavailable);
    }

    /**
     * Runs a script in one atomic step.
     *
     * @param keys every key it touches, all of one hash slot
     * @return its answer; fails like {@link #send}
     */
    public Uni<Response> run(Script script, Iterable<String> keys, Iterable<String> args) {
        return exchange(script.invocation(Command.EVALSHA, script.sha1(), keys, args))
                .onFailure(RedisCommands::isUnknownScript)
                .recoverWithUni(() -> exchange(script.invocation(Command.EVAL, script.source(), keys, args)))
                .onFailure().transform(this::unavailable);
    }

    @PreDestroy
    void close() {
        lanes.forEach((loop, lane) -> loop.execute(lane::close));
    }

    private Uni<Response> exchange(Request command) {
        return Uni.createFrom().emitter(emitter -> dispatch(command, emitter));
    }

    private void dispatch(Request command, UniEmitter<? super Response> answer) {
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        RedisConnectionPerEventLoop lane = lanes.computeIfAbsent(loop,
                any -> new RedisConnectionPerEventLoop(vertx, settings.options(), settings.deadline()));
        if (loop.inEventLoop()) {
            lane.send(command, answer);
        } else {
            loop.execute(() -> lane.send(command, answer));
        }
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    private Throwable unavailable(Throwable failure) {
        outages.note(failure);
        return Problem.of(ProblemCode.STORE_UNAVAILABLE).exception();
    }
}
