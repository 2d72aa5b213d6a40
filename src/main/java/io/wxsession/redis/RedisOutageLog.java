package io.wxsession.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkus.logging.Log;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.Unanswered;

/** Warns that Redis fails, at most every ten seconds. */
class RedisOutageLog {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    void note(Throwable failure) {
        long now = System.nanoTime();
        long last = lastNanos.get();
        if (now - last >= QUIET_NANOS && lastNanos.compareAndSet(last, now)) {
            Log.warnf("Redis cannot be used, requests that need it are answered with 503: %s", describe(failure));
        }
    }

    /** The first word of a Redis error is its kind. The rest may quote arguments, which may hold secrets. */
    private static String describe(Throwable failure) {
        return ClientInternals.errorReply(failure).map(error -> error.split(" ", 2)[0])
                .orElseGet(() -> failure instanceof Unanswered ? failure.getMessage() : failure.getClass().getSimpleName());
    }
}
