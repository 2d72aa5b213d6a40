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
 * The connection of one event loop. Everything here happens on that loop.
 * The connection is closed after a command that Redis did not answer in time, and after a reply that says that this server
 * cannot serve us. The next command opens a new one.
 */
class RedisConnectionPerEventLoop {

    /** Errors after which the connection is closed: the server is not, or not yet, a working master. */
    private static final Set<String> WRONG_SERVER = Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN",
            "CONNECTION_CLOSED");

    private static final long PUNCTUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** The longest wait of a command in a busy loop, as a multiple of its deadline. */
    private static final int MAX_DEADLINES = 5;

    private final Vertx vertx;
    private final RedisOptions options;
    private final long deadlineNanos;
    /** In the order sent. All have the same deadline, so the first is the next to miss it. */
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Redis client;
    private Future<RedisConnection> connection;
    private boolean timerRunning;
    private long noFailureBefore = System.nanoTime();

    RedisConnectionPerEventLoop(Vertx vertx, RedisOptions options, Duration deadline) {
        this.vertx = vertx;
        this.options = options;
        this.deadlineNanos = deadline.toNanos();
    }

    void send(Request command, UniEmitter<? super Response> reply) {
        if (pending.size() >= options.getMaxWaitingHandlers()) {
            reply.fail(new Unanswered("too many commands wait for an answer"));
            return;
        }
        Future<RedisConnection> connection = connection();
        Pending sent = new Pending(connection, reply, System.nanoTime() + deadlineNanos);
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
            sent.reply.complete(result.result());
        } else {
            if (!(result.cause() instanceof ErrorType error) || WRONG_SERVER.stream().anyMatch(error::is)) {
                giveUp(sent.connection);
            }
            sent.reply.fail(result.cause());
        }
    }

    /** Closes that connection, unless a newer one has replaced it. */
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

    /** One timer serves all commands under way. */
    private void watch() {
        if (!timerRunning && !pending.isEmpty()) {
            timerRunning = true;
            long due = Math.max(pending.peekFirst().deadline, noFailureBefore);
            long millis = (due - System.nanoTime()) / 1_000_000;
            vertx.setTimer(Math.max(1, millis + 1), timer -> {
                timerRunning = false;
                checkDeadlines(System.nanoTime(), due);
                watch();
            });
        }
    }

    /**
     * Fails the commands that missed their deadline. If the timer itself came late, this loop was busy, not Redis: replies may
     * be waiting unread, so the commands get as much more time as the timer was late.
     */
    private void checkDeadlines(long now, long due) {
        boolean mayExtend = !pending.isEmpty() && now - pending.peekFirst().deadline < MAX_DEADLINES * deadlineNanos;
        if (now - due > PUNCTUAL_NANOS && mayExtend) {
            noFailureBefore = now + Math.min(now - due, deadlineNanos);
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
                first.reply.fail(new Unanswered("no answer within the deadline"));
                giveUp(first.connection);
            }
        }
    }

    private static final class Pending {

        private final Future<RedisConnection> connection;
        private final UniEmitter<? super Response> reply;
        private final long deadline;
        private boolean answered;

        private Pending(Future<RedisConnection> connection, UniEmitter<? super Response> reply, long deadline) {
            this.connection = connection;
            this.reply = reply;
            this.deadline = deadline;
        }
    }

    /** Redis did not answer. The message says nothing about the command, which may hold secrets. */
    private static final class Unanswered extends VertxException {

        private Unanswered(String reason) {
            super(reason, true);
        }
    }
}
