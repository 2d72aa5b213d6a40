package io.wxsession.push;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.wxsession.http.ProblemException;
import io.wxsession.log.LogInterval;
import io.wxsession.log.SecurityEvent;

/** Counts pushes by event and outcome, and reports those that are refused. */
@ApplicationScoped
class PushMetrics {

    private final MeterRegistry metrics;
    private final LogInterval events = new LogInterval(Duration.ofMinutes(1));

    PushMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Counts a push that did not prove that it comes from WeChat. */
    void refused(PushedApp app) {
        count(app, "unknown", "refused");
        if (events.isDue(app.id())) {
            SecurityEvent.PUSH_REFUSED.log("A push to app %s does not come from WeChat, or the app's push-token or push-aes-key"
                    + " is not the one of WeChat's console; more of this in the metric wxsession_pushes_total", app.id());
        }
    }

    /**
     * Counts an authentic push.
     *
     * @param failure why it had no effect yet, or null
     */
    void accepted(PushedApp app, PushBody message, Throwable failure) {
        count(app, UserEventKind.of(message).map(UserEventKind::word).orElse("other"), ProblemException.outcome(failure));
    }

    private void count(PushedApp app, String event, String outcome) {
        metrics.counter("wxsession.pushes", "app", app.id(), "event", event, "outcome", outcome).increment();
    }
}
