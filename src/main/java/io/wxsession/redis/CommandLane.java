package io.wxsession.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.Lane;
import io.wxsession.redis.connection.RedisSettings;
import io.wxsession.redis.topology.Topology;

/** The commands of one kind, each sent on the event loop it comes from. */
final class CommandLane {

    private final Vertx vertx;
    private final Supplier<Topology> topology;
    private final RedisSettings settings;
    private final Lane lane;
    private final RedisMetrics metrics;
    private final Map<EventLoop, EventLoopCommands> loops = new ConcurrentHashMap<>();

    CommandLane(Vertx vertx, Supplier<Topology> topology, RedisSettings settings, Lane lane, RedisMetrics metrics) {
        this.vertx = vertx;
        this.topology = topology;
        this.settings = settings;
        this.lane = lane;
        this.metrics = metrics;
    }

    /** Fails with an error of the library or of this package. */
    Uni<Response> exchange(Request command) {
        return Uni.createFrom().emitter(reply -> {
            EventLoop loop = ClientInternals.eventLoop(vertx);
            EventLoopCommands commands = on(loop);
            // Exports and counts take as long as they are large, which says nothing about Redis.
            UniEmitter<? super Response> answer = lane == Lane.REQUESTS ? metrics.measured(reply) : reply;
            if (loop.inEventLoop()) {
                commands.send(command, answer);
            } else {
                loop.execute(() -> commands.send(command, answer));
            }
        });
    }

    /** The same for a command that must not be refused for the number of those that wait. */
    Uni<Response> probe(Request command) {
        return Uni.createFrom().emitter(reply -> {
            EventLoop loop = ClientInternals.eventLoop(vertx);
            UniEmitter<Response> measured = metrics.measured(reply);
            loop.execute(() -> on(loop).sendAnyway(command, measured));
        });
    }

    private EventLoopCommands on(EventLoop loop) {
        EventLoopCommands commands = loops.get(loop);
        return commands != null ? commands : loops.computeIfAbsent(loop, this::begin);
    }

    private EventLoopCommands begin(EventLoop loop) {
        Context context = ClientInternals.contextOf(vertx, loop);
        return new EventLoopCommands(vertx, context, topology.get(), settings, lane, metrics);
    }

    void close() {
        loops.values().forEach(EventLoopCommands::close);
    }
}
