package io.wxsession.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
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
        Counter.builder("wxsession.sessions.opened").description("Sessions that were opened").tag("app", appId)
                .register(metrics)
                .increment();
    }

    /** Counts sessions that were ended. */
    public void ended(String appId, EndReason reason, long count) {
        Counter.builder("wxsession.sessions.ended").description("Sessions that ended before their time")
                .tags("app", appId, "reason", reason.word()).register(metrics).increment(count);
    }
}
