package io.wxsession.redis;

import java.time.Duration;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.ErrorReply;
import io.wxsession.redis.connection.ErrorReply.Meaning;
import io.wxsession.redis.connection.Lane;
import io.wxsession.redis.connection.RedisSettings;
import io.wxsession.redis.topology.ConfiguredTopology;
import io.wxsession.redis.topology.Topology;

/**
 * Sends commands to Redis, each within a deadline. Every event loop has connections of its own, one to each master, on which it
 * pipelines its commands. A command therefore needs neither another thread nor a connection from a pool.
 */
@Singleton
public class RedisCommands {

    private static final Duration SLOW_START = Duration.ofSeconds(5);
    private static final Duration TOPOLOGY_LINES = Duration.ofMinutes(1);

    private final ConfiguredTopology topology;
    private final OutageLines topologyLines = new OutageLines(TOPOLOGY_LINES, OutageLines.QUIET);
    private final RedisOutageLog outages;
    private final CommandLane lane;
    private final CommandLane bulkLane;

    @Inject
    RedisCommands(Vertx vertx, RedisSettings settings, MeterRegistry meters) {
        this.topology = new ConfiguredTopology(vertx, settings, topologyLines);
        this.outages = new RedisOutageLog(OutageLines.QUIET, SLOW_START);
        RedisMetrics metrics = new RedisMetrics(meters);
        this.lane = new CommandLane(vertx, topology, settings, Lane.REQUESTS, metrics);
        this.bulkLane = new CommandLane(vertx, topology, settings, Lane.BULK, metrics);
    }

    private RedisCommands(RedisCommands requests) {
        this.topology = requests.topology;
        this.outages = requests.outages;
        this.lane = requests.bulkLane;
        this.bulkLane = requests.bulkLane;
    }

    /** The same for exports and counts: connections of their own and a longer deadline, so that no request waits for them. */
    public RedisCommands bulk() {
        return new RedisCommands(this);
    }

    /**
     * Sends one command.
     *
     * @param reader reads what Redis replies
     * @return what the reply says; fails with the problem {@code store_unavailable} if Redis gives none in time
     */
    public <R> Uni<R> send(Request command, Function<ReplyReader, R> reader) {
        return lane.exchange(command)
                .onFailure().transform(this::unavailable)
                .map(response -> read(response, reader));
    }

    /** Sends one command whose reply is not used. Fails like {@link #send(Request, Function)}. */
    public Uni<Void> send(Request command) {
        return send(command, reply -> null);
    }

    /**
     * Runs a script in one atomic step.
     *
     * @param keys every key it touches, all of one hash slot
     * @param args texts, sealed values, and durations, which the script gets in milliseconds
     * @return what its reply says; fails like {@link #send(Request, Function)}
     */
    public <R> Uni<R> run(Script<R> script, Iterable<String> keys, Iterable<?> args) {
        return lane.exchange(script.invocation(Command.EVALSHA, script.sha1(), keys, args))
                .onFailure(RedisCommands::isUnknownScript)
                .recoverWithUni(() -> lane.exchange(script.invocation(Command.EVAL, script.source(), keys, args)))
                .onFailure().transform(this::unavailable)
                .map(response -> read(response, script.reply()));
    }

    /** Whether at least the requests can be served whose keys are at one of the masters, on the connections that requests use. */
    Uni<Boolean> anyMasterServes() {
        return Uni.createFrom().deferred(() -> {
            Topology current = topology.get();
            current.refreshIfOld();
            return Uni.join().first(ServingProbe.of(current).stream().map(lane::probe).toList()).withItem();
        }).map(answer -> true).onFailure().recoverWithItem(false);
    }

    /** Requests have ended. Commands that are still under way fail when their connection is closed, which is no outage. */
    void stop(@Observes ShutdownEvent event) {
        outages.end();
        topologyLines.end();
    }

    @PreDestroy
    void close() {
        lane.close();
        bulkLane.close();
        topology.close();
    }

    private static boolean isUnknownScript(Throwable failure) {
        return ErrorReply.of(failure).filter(error -> error.meaning() == Meaning.NOSCRIPT).isPresent();
    }

    private <R> R read(Response response, Function<ReplyReader, R> reader) {
        outages.answered();
        return reader.apply(new ReplyReader(response));
    }

    /** A problem with status 503 and not an authentication failure, so that phones keep their sessions. */
    private Throwable unavailable(Throwable failure) {
        outages.failed(failure);
        return Problem.of(ProblemCode.STORE_UNAVAILABLE).exception();
    }
}
