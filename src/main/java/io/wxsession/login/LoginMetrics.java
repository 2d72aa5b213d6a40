package io.wxsession.login;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.wxsession.http.ProblemException;
import io.wxsession.wechat.app.App;

/** Counts logins by outcome, and measures how long they take. */
@ApplicationScoped
class LoginMetrics {

    private final MeterRegistry metrics;
    private final Timer time;

    LoginMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.time = Timer.builder("wxsession.login").description("Time from a login request to its answer")
                .serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500),
                        Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10))
                .register(metrics);
    }

    /**
     * Counts a login.
     *
     * @param nanos how long it took
     * @param failure why it failed, or null
     */
    void count(App app, long nanos, Throwable failure) {
        metrics.counter("wxsession.logins", "app", app.id(), "outcome", ProblemException.outcome(failure)).increment();
        time.record(nanos, TimeUnit.NANOSECONDS);
    }
}
