package io.wxsession.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says when a line is due that may be logged once an interval for each cause. */
public final class LogInterval {

    private final long intervalNanos;
    private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

    public LogInterval(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /**
     * Whether the interval is over since this was last true for that cause.
     *
     * @param cause one of few, because each is remembered
     */
    public boolean isDue(String cause) {
        long now = System.nanoTime();
        boolean[] due = new boolean[1];
        lastNanos.compute(cause, (key, last) -> {
            due[0] = last == null || now - last >= intervalNanos;
            return due[0] ? now : last;
        });
        return due[0];
    }

    /** Begins anew: each cause is due at its next occurrence. */
    void forget() {
        lastNanos.clear();
    }
}
