package io.wxsession.redis;

import java.time.Duration;

import io.quarkus.logging.Log;
import io.wxsession.log.LogInterval;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.Unanswered;

/** Warns that Redis fails, at most every ten seconds. */
class RedisOutageLog {

    private final LogInterval lines = new LogInterval(Duration.ofSeconds(10));

    void note(Throwable failure) {
        if (lines.isDue("")) {
            Log.warnf("Redis cannot be used, requests that need it are answered with 503: %s", describe(failure));
        }
    }

    /** The first word of a Redis error is its kind. The rest may quote arguments, which may hold secrets. */
    private static String describe(Throwable failure) {
        return ClientInternals.errorReply(failure).map(error -> error.split(" ", 2)[0])
                .orElseGet(() -> failure instanceof Unanswered ? failure.getMessage()
                        : ClientInternals.isClosedConnection(failure) ? "the connection was closed"
                                : failure.getClass().getSimpleName());
    }
}
