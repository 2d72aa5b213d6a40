package io.wxsession.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says when the lines of an outage are due: that something fails, once an interval for each cause, and that it works again. It
 * works again when nothing has failed for a while, because a failing server still answers some calls.
 */
public final class OutageLines {

    /** Without a failure for so long, an outage is over. */
    public static final Duration QUIET = Duration.ofSeconds(10);

    private final LogInterval failures;
    private final long quietNanos;
    private final AtomicBoolean outage = new AtomicBoolean();
    private volatile long lastFailureNanos;
    private volatile boolean ended;

    /**
     * The lines of one server or service.
     *
     * @param interval between two lines of the same cause
     * @param quiet usually {@link #QUIET}
     */
    public OutageLines(Duration interval, Duration quiet) {
        this.failures = new LogInterval(interval);
        this.quietNanos = quiet.toNanos();
    }

    /**
     * Whether a line is due that something fails. To be asked at each failure.
     *
     * @param cause one of few, because each is remembered
     */
    public boolean failureIsDue(String cause) {
        lastFailureNanos = System.nanoTime();
        if (!ended && failures.isDue(cause)) {
            outage.set(true);
            return true;
        }
        return false;
    }

    /** No failure is due from now on, because connections are about to be closed with calls under way. */
    public void end() {
        ended = true;
    }

    /**
     * Whether a line is due that it works again: once after failures that were logged. To be asked at each success; costs nothing
     * while there is no outage.
     */
    public boolean recoveryIsDue() {
        boolean due = outage.get() && System.nanoTime() - lastFailureNanos >= quietNanos && outage.compareAndSet(true, false);
        if (due) {
            failures.forget();
        }
        return due;
    }
}
