package io.wxsession.push;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.wxsession.http.ProblemException;
import io.wxsession.log.LogInterval;
import io.wxsession.log.SecurityEvent;
import io.wxsession.wechat.app.App;

/** Counts pushes by event and outcome, and reports those that are refused. */
@ApplicationScoped
class PushMetrics {

    private static final String UNKNOWN = "unknown";
    private static final String REFUSED = "refused";

    private final MeterRegistry metrics;
    private final LogInterval events = new LogInterval(Duration.ofMinutes(1));

    PushMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Prometheus sees no increase in a time series that begins with the first refused push. */
    void startAtZero(@Observes App app) {
        PushedApp.of(app).ifPresent(it -> pushes(it, UNKNOWN, REFUSED));
    }

    /** Counts a push that did not prove that it comes from WeChat. */
    void refused(PushedApp app) {
        pushes(app, UNKNOWN, REFUSED).increment();
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
        pushes(app, UserEventKind.of(message).map(UserEventKind::word).orElse("other"), ProblemException.outcome(failure))
                .increment();
    }

    private Counter pushes(PushedApp app, String event, String outcome) {
        return Counter.builder("wxsession.pushes").description("Pushes of WeChat")
                .tags("app", app.id(), "event", event, "outcome", outcome).register(metrics);
    }
}
