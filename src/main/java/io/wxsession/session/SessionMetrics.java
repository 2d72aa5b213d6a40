package io.wxsession.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts sessions that begin, and those that end before their time. */
@ApplicationScoped
public class SessionMetrics {

    private final MeterRegistry metrics;

    SessionMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Counts a session that was opened. */
    public void opened(String appId) {
        metrics.counter("wxsession.sessions.opened", "app", appId).increment();
    }

    /** Counts sessions that were ended. */
    public void ended(String appId, EndReason reason, long count) {
        metrics.counter("wxsession.sessions.ended", "app", appId, "reason", reason.word()).increment(count);
    }
}
