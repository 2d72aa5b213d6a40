package io.wxsession.simulator;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The time at WeChat, which can be moved forward. */
final class SimulatorClock {

    private final AtomicLong ahead = new AtomicLong();

    Instant now() {
        return Instant.now().plusSeconds(ahead.get());
    }

    void advance(long seconds) {
        ahead.addAndGet(seconds);
    }

    void reset() {
        ahead.set(0);
    }
}
