package io.wxsession.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;

/**
 * The connection of one event loop. All of it happens on that loop.
 * After a command that was not answered in time, or an answer that says this is the wrong server, the connection is given up
 * and the next command makes a new one.
 */
class RedisConnectionPerEventLoop {

    /** A server that is no longer, or not yet, the one to talk to. */
    private static final Set<String> WRONG_SERVER = Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN",
            "CONNECTION_CLOSED");

    private static final long PUNCTUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** How many times its deadline a command may wait in a busy loop. */
    private static final int PATIENCE = 5;

    private final Vertx vertx;
    private final RedisOptions options;
    private final long deadlineNanos;
    /** In the order sent; as all have the same deadline, the first one is always the next to miss it. */
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Redis client;
    private Future<RedisConnection> connection;
    private boolean watched;
    private long notBefore = System.nanoTime();

    RedisConnectionPerEventLoop(Vertx vertx, RedisOptions options, Duration deadline) {
        this.vertx = vertx;
        this.options = options;
        this.deadlineNanos = deadline.toNanos();
    }

    void send(Request command, UniEmitter<? super Response> answer) {
        if (pending.size() >= options.getMaxWaitingHandlers()) {
            answer.fail(new Unanswered("too many commands wait for an answer"));
            return;
        }
        Future<RedisConnection> connection = connection();
        Pending sent = new Pending(connection, answer, System.nanoTime() + deadlineNanos);
        pending.addLast(sent);
        watch();
        if (connection.succeeded()) {
            connection.result().send(command).onComplete(result -> settle(sent, result));
        } else {
            connection.compose(open -> open.send(command)).onComplete(result -> settle(sent, result));
        }
    }

    private Future<RedisConnection> connection() {
        if (connection == null) {
            client = Redis.createClient(vertx, options);
            Future<RedisConnection> attempt = client.connect();
            connection = attempt;
            attempt.onSuccess(open -> {
                open.endHandler(end -> giveUp(attempt));
                open.exceptionHandler(failure -> giveUp(attempt));
            });
        }
        return connection;
    }

    private void settle(Pending sent, AsyncResult<Response> result) {
        if (sent.answered) {
            return;
        }
        sent.answered = true;
        while (!pending.isEmpty() && pending.peekFirst().answered) {
            pending.removeFirst();
        }
        if (result.succeeded()) {
            sent.answer.complete(result.result());
        } else {
            if (!(result.cause() instanceof ErrorType error) || WRONG_SERVER.stream().anyMatch(error::is)) {
                giveUp(sent.connection);
            }
            sent.answer.fail(result.cause());
        }
    }

    /** Ends all use of that connection, unless another one has taken its place already. */
    private void giveUp(Future<RedisConnection> failed) {
        if (connection == failed) {
            close();
        }
    }

    void close() {
        if (client != null) {
            Redis abandoned = client;
            client = null;
            connection = null;
            abandoned.close();
        }
    }

    /** One timer at a time for all commands under way, instead of one each. */
    private void watch() {
        if (!watched && !pending.isEmpty()) {
            watched = true;
            long due = Math.max(pending.peekFirst().deadline, notBefore);
            long millis = (due - System.nanoTime()) / 1_000_000;
            vertx.setTimer(Math.max(1, millis + 1), timer -> {
                watched = false;
                judge(System.nanoTime(), due);
                watch();
            });
        }
    }

    /**
     * A timer that is late itself shows that this loop was busy, not Redis: answers may lie unread, so they get as long again.
     */
    private void judge(long now, long due) {
        boolean patient = !pending.isEmpty() && now - pending.peekFirst().deadline < PATIENCE * deadlineNanos;
        if (now - due > PUNCTUAL_NANOS && patient) {
            notBefore = now + Math.min(now - due, deadlineNanos);
        } else {
            failOverdue();
        }
    }

    private void failOverdue() {
        long now = System.nanoTime();
        while (!pending.isEmpty() && (pending.peekFirst().answered || pending.peekFirst().deadline - now <= 0)) {
            Pending first = pending.removeFirst();
            if (!first.answered) {
                first.answered = true;
                first.answer.fail(new Unanswered("no answer within the deadline"));
                giveUp(first.connection);
            }
        }
    }

    private static final class Pending {

        private final Future<RedisConnection> connection;
        private final UniEmitter<? super Response> answer;
        private final long deadline;
        private boolean answered;

        private Pending(Future<RedisConnection> connection, UniEmitter<? super Response> answer, long deadline) {
            this.connection = connection;
            this.answer = answer;
            this.deadline = deadline;
        }
    }

    /** Redis did not answer, and nothing of what it was asked is said here. */
    private static final class Unanswered extends VertxException {

        private Unanswered(String reason) {
            super(reason, true);
        }
    }
}
