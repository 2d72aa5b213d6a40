package io.wxsession.redis;

import java.time.Duration;

import io.quarkus.logging.Log;
import io.wxsession.log.FailureCause;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.Unanswered;

/** Warns that Redis fails, once an interval for each cause, and says when it has answered for an interval without a failure. */
class RedisOutageLog {

    private final Duration interval;
    private final OutageLines lines;

    RedisOutageLog(Duration interval) {
        this.interval = interval;
        this.lines = new OutageLines(interval, interval);
    }

    void failed(Throwable failure) {
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
