package io.wxsession.redis.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.Backoff;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.ErrorReply;
import io.wxsession.redis.connection.Lane;
import io.wxsession.redis.connection.NodeConnection;
import io.wxsession.redis.connection.NodeConnections;
import io.wxsession.redis.connection.NodeConnector;
import io.wxsession.redis.connection.PendingCommand;
import io.wxsession.redis.connection.RedisEndpoint;
import io.wxsession.redis.connection.RedisSettings;
import io.wxsession.redis.connection.Unanswered;

/**
 * Asks servers for the masters, one server after the other until one gives an answer. Has connections and deadlines of its own,
 * on one event loop. May be called from any.
 */
final class TopologyQuestion {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Context context;
    private final NodeConnections servers;
    private final Request question;
    private final Supplier<List<RedisEndpoint>> candidates;
    private final BiPredicate<RedisEndpoint, Response> answer;
    private final long lifetimeNanos;
    private final AtomicReference<Round> lastRound = new AtomicReference<>(Round.longAgo());
    private final Backoff backoff = new Backoff();
    private final OutageLines lines;
    private final String kind;
    private int first;
    private boolean asked;
    private boolean named;

    /**
     * @param lines when to log that nobody answers, which requests do not notice as long as the known masters live
     * @param kind what the candidates are, such as {@code Sentinel}
     * @param candidates whom to ask, in this order
     * @param answer takes over what a server replied; false if that is no answer
     */
    TopologyQuestion(Vertx vertx, RedisSettings settings, OutageLines lines, String kind, Request question,
            Supplier<List<RedisEndpoint>> candidates,
            BiPredicate<RedisEndpoint, Response> answer) {
        this.context = ClientInternals.contextOf(vertx, ClientInternals.eventLoop(vertx));
        this.servers = new NodeConnections(vertx, context,
                new NodeConnector(vertx, context, settings, connection -> Future.succeededFuture()),
                settings.deadline(Lane.REQUESTS), new Leave());
        this.lines = lines;
        this.kind = kind;
        this.question = question;
        this.candidates = candidates;
        this.answer = answer;
        this.lifetimeNanos = settings.topologyLifetime().toNanos();
    }

    /** Asks if the last answer has become old, the same server as last time first. */
    void askIfOld() {
        Round last = lastRound.get();
        if (System.nanoTime() - last.beganNanos > lifetimeNanos) {
            ask(last, 0);
        }
    }

    /** Asks now, the next server first, for the last may know less than others. */
    Future<Void> ask() {
        return ask(lastRound.get(), 1);
    }

    private Future<Void> ask(Round last, int step) {
        if (!last.allowsAnother()) {
            return last.done.future();
        }
        Round next = new Round();
        if (lastRound.compareAndSet(last, next)) {
            ClientInternals.run(context, () -> begin(next, step));
            return next.done.future();
        }
        return lastRound.get().done.future();
    }

    private void begin(Round round, int step) {
        List<RedisEndpoint> order = candidates.get();
        first = asked ? (first + step) % order.size() : 0;
        asked = true;
        List<RedisEndpoint> rotated = new ArrayList<>(order);
        Collections.rotate(rotated, -first);
        ask(round, rotated, 0);
    }

    private void ask(Round round, List<RedisEndpoint> order, int index) {
        if (index == order.size()) {
            backoff.failed();
            round.failed(backoff);
            if (lines.failureIsDue("")) {
                Log.warnf("No %s names the master: %s", kind, named
                        ? "the one named last stays in use, and a failover would go unnoticed"
                        : "Redis cannot be used until one does; check quarkus.redis.hosts and quarkus.redis.master-name");
            }
            return;
        }
        RedisEndpoint server = order.get(index);
        Uni.createFrom()
                .<Response> emitter(reply -> servers.send(servers.begin(question, PendingCommand.NO_KEY, reply), server))
                .map(reply -> answer.test(server, reply))
                .onFailure().recoverWithItem(false)
                .subscribe().with(answered -> {
                    if (answered) {
                        first = (first + index) % order.size();
                        named = true;
                        backoff.succeeded();
                        round.succeeded();
                        noteAnswer();
                    } else {
                        ask(round, order, index + 1);
                    }
                });
    }

    private void noteAnswer() {
        if (lines.recoveryIsDue()) {
            Log.infof("A %s names the master again: every question of the last %d seconds was answered", kind,
                    OutageLines.QUIET.toSeconds());
        }
    }

    void close() {
        ClientInternals.run(context, servers::close);
    }

    /** A server that does not answer is left; there is always another to ask. */
    private static final class Leave implements NodeConnection.FailureHandler {

        @Override
        public void missed(PendingCommand command) {
            command.doubtConnection();
        }

        @Override
        public void unreachable(NodeConnection node) {
            // Its commands have failed, so the next server is asked.
        }

        @Override
        public void failed(PendingCommand command, NodeConnection node, Throwable failure) {
            if (ErrorReply.of(failure).isEmpty()) {
                command.doubtConnection();
            }
            command.fail(failure);
        }
    }

    /** One question, put to one server after the other. */
    private static final class Round {

        private final long beganNanos = System.nanoTime();
        private final Promise<Void> done = Promise.promise();
        private volatile long anotherNanos;

        static Round longAgo() {
            Round round = new Round();
            round.anotherNanos = round.beganNanos;
            round.done.complete();
            return round;
        }

        void succeeded() {
            anotherNanos = System.nanoTime() + PAUSE_NANOS;
            done.complete();
        }

        void failed(Backoff backoff) {
            anotherNanos = backoff.overNanos();
            done.fail(new Unanswered("no server names the masters"));
        }

        boolean allowsAnother() {
            return done.future().isComplete() && System.nanoTime() - anotherNanos >= 0;
        }
    }
}
