package io.wxsession.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

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
 * Sends commands to Redis, each within a deadline. Every event loop has one connection of its own and pipelines its commands on
 * it. A command therefore needs neither another thread nor a connection from a pool.
 */
@ApplicationScoped
public class RedisCommands {

    private final Vertx vertx;
    private final RedisSettings settings;
    private final RedisOutageLog outages = new RedisOutageLog();
    private final Map<EventLoop, RedisConnectionPerEventLoop> connections = new ConcurrentHashMap<>();

    RedisCommands(Vertx vertx, RedisSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Sends one command.
     *
     * @param reader reads what Redis replies
     * @return what the reply says; fails with the problem {@code store_unavailable} if Redis gives none in time
     */
    public <R> Uni<R> send(Request command, Function<ReplyReader, R> reader) {
        return exchange(command)
                .onFailure().transform(this::unavailable)
                .map(response -> reader.apply(new ReplyReader(response)));
    }

    /** Sends one command whose reply is not used. Fails like {@link #send(Request, Function)}. */
    public Uni<Void> send(Request command) {
        return send(command, reply -> null);
    }

    /**
     * Runs a script in one atomic step.
     *
     * @param keys every key it touches, all of one hash slot
     * @return what its reply says; fails like {@link #send(Request, Function)}
     */
    public <R> Uni<R> run(Script<R> script, Iterable<String> keys, Iterable<String> args) {
        return exchange(script.invocation(Command.EVALSHA, script.sha1(), keys, args))
                .onFailure(RedisCommands::isUnknownScript)
                .recoverWithUni(() -> exchange(script.invocation(Command.EVAL, script.source(), keys, args)))
                .onFailure().transform(this::unavailable)
                .map(response -> script.reply().apply(new ReplyReader(response)));
    }

    @PreDestroy
    void close() {
        connections.forEach((loop, connection) -> loop.execute(connection::close));
    }

    private Uni<Response> exchange(Request command) {
        return Uni.createFrom().emitter(emitter -> dispatch(command, emitter));
    }

    private void dispatch(Request command, UniEmitter<? super Response> emitter) {
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        RedisConnectionPerEventLoop connection = connections.computeIfAbsent(loop,
                any -> new RedisConnectionPerEventLoop(vertx, settings.options(), settings.deadline()));
        if (loop.inEventLoop()) {
            connection.send(command, emitter);
        } else {
            loop.execute(() -> connection.send(command, emitter));
        }
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    /** A problem with status 503 and not an authentication failure, so that phones keep their sessions. */
    private Throwable unavailable(Throwable failure) {
        outages.note(failure);
        return Problem.of(ProblemCode.STORE_UNAVAILABLE).exception();
    }
}
