package io.wxsession.simulator.state;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** WeChat's clock, which tests can move forward. */
public final class SimulatorClock {

    private final AtomicLong ahead = new AtomicLong();

    /** The time at WeChat. */
    public Instant now() {
        return Instant.now().plusSeconds(ahead.get());
    }

    /** Moves the clock forward. */
    public void advance(long seconds) {
        ahead.addAndGet(seconds);
    }

    /** Returns to the real time. */
    public void reset() {
        ahead.set(0);
    }
}
