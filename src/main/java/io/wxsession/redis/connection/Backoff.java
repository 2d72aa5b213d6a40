package io.wxsession.redis.connection;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When something that failed may be tried again: 50 ms after the first failure, then twice as long each time up to 2 s. Each
 * pause is shortened by up to a half at random, so that many replicas do not come back together.
 */
public final class Backoff {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 2000;

    private long pauseMillis;
    private long overNanos = System.nanoTime();

    /** Whether it may be tried now. */
    boolean isOver() {
        return System.nanoTime() - overNanos >= 0;
    }

    /** When it may be tried again, on the clock of {@link System#nanoTime()}. */
    public long overNanos() {
        return overNanos;
    }

    /** Says that it failed, so that the next pause is longer. */
    public void failed() {
        pauseMillis = Math.min(LONGEST_MILLIS, Math.max(FIRST_MILLIS, pauseMillis * 2));
        long millis = ThreadLocalRandom.current().nextLong(pauseMillis / 2, pauseMillis + 1);
        overNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Says that it worked, so that the next pause is short again. */
    public void succeeded() {
        pauseMillis = 0;
    }
}
