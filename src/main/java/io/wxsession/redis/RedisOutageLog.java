package io.wxsession.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.logging.Log;
import io.wxsession.log.FailureCause;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.Unanswered;

/**
 * Warns that Redis fails, once an interval for each cause, and says when it has answered for an interval without a failure. As
 * long as Redis has never answered, the slowness of a start misses deadlines, too: then silence is an outage only if it lasts.
 */
class RedisOutageLog {

    private final Duration interval;
    private final Duration patience;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final OutageLines lines;
    private volatile boolean everAnswered;

    /** @param patience how long after the start silence is no outage yet */
    RedisOutageLog(Duration interval, Duration patience) {
        this.interval = interval;
        this.patience = patience;
        this.lines = new OutageLines(interval, interval);
    }

    void failed(Throwable failure) {
        if (failure instanceof Unanswered && isStarting()) {
            if (silent.compareAndSet(false, true)) {
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> stillSilent(failure));
            }
        } else {
            log(failure);
        }
    }

    private boolean isStarting() {
        return !everAnswered && System.nanoTime() - startNanos < patience.toNanos();
    }

    private void stillSilent(Throwable failure) {
        if (!everAnswered) {
            log(failure);
        }
    }

    private void log(Throwable failure) {
        String cause = cause(failure);
        if (lines.failureIsDue(cause)) {
            Log.warnf("Redis cannot be used, requests that need it are answered with 503: %s", cause);
        }
    }

    /** Logs no failure from now on. */
    void end() {
        lines.end();
    }

    /** To be called with each command that Redis answers; costs nothing while there is no outage. */
    void answered() {
        if (!everAnswered) {
            everAnswered = true;
        }
        if (lines.recoveryIsDue()) {
            Log.infof("Redis can be used again: no command has failed for %d seconds", interval.toSeconds());
        }
    }

    /** The first word of a Redis error is its kind. The rest may quote arguments, which may hold secrets. */
    private static String cause(Throwable failure) {
        return ClientInternals.errorReply(failure).map(error -> error.split(" ", 2)[0])
                .orElseGet(() -> failure instanceof Unanswered ? failure.getMessage()
                        : ClientInternals.isClosedConnection(failure) ? "the connection was closed"
                                : FailureCause.of(failure));
    }
}
