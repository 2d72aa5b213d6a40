package io.wxsession.push;

import java.time.Duration;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.wxsession.http.ProblemException;
import io.wxsession.log.LogInterval;
import io.wxsession.log.SecurityEvent;

/** Counts pushes by event and outcome, and reports those that are refused. */
@ApplicationScoped
class PushMetrics {

    private static final Set<String> EVENTS = Set.of("user_info_modified", "user_authorization_revoke",
            "user_authorization_cancellation");

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
        count(app, message.text("Event").filter(EVENTS::contains).orElse("other"), ProblemException.outcome(failure));
    }

    private void count(PushedApp app, String event, String outcome) {
        metrics.counter("wxsession.pushes", "app", app.id(), "event", event, "outcome", outcome).increment();
    }
}
