package io.wxsession.login;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.session.EndReason;
import io.wxsession.wechat.app.App;

/**
 * Counts logins and refreshes by outcome, and measures how long logins take. All outcomes begin at 0, because Prometheus sees
 * no increase in a time series that begins with its first failure.
 */
@ApplicationScoped
class LoginMetrics {

    private static final List<ProblemCode> LOGIN_PROBLEMS = List.of(ProblemCode.CODE_INVALID, ProblemCode.CODE_USED,
            ProblemCode.LOGIN_BLOCKED, ProblemCode.USER_BANNED, ProblemCode.RATE_LIMITED, ProblemCode.INTERNAL_ERROR,
            ProblemCode.WECHAT_MISCONFIGURED, ProblemCode.WECHAT_UNAVAILABLE, ProblemCode.STORE_UNAVAILABLE);
    private static final List<ProblemCode> REFRESH_PROBLEMS = List.of(ProblemCode.REFRESH_INVALID, ProblemCode.SESSION_EXPIRED,
            ProblemCode.INTERNAL_ERROR, ProblemCode.STORE_UNAVAILABLE);

    private final MeterRegistry metrics;
    private final Timer time;

    LoginMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.time = Timer.builder("wxsession.login").description("Time from a login request to its answer")
                .serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500),
                        Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10))
                .register(metrics);
        refreshes(ProblemException.outcome(null));
        Stream.concat(REFRESH_PROBLEMS.stream(), Stream.of(EndReason.values()).map(EndReason::problem))
                .forEach(problem -> refreshes(problem.code()));
    }

    void startAtZero(@Observes App app) {
        logins(app, ProblemException.outcome(null));
        LOGIN_PROBLEMS.forEach(problem -> logins(app, problem.code()));
    }

    /**
     * Counts a login.
     *
     * @param nanos how long it took
     * @param failure why it failed, or null
     */
    void count(App app, long nanos, Throwable failure) {
        logins(app, ProblemException.outcome(failure)).increment();
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Counts a refresh.
     *
     * @param failure why it failed, or null
     */
    void countRefresh(Throwable failure) {
        refreshes(ProblemException.outcome(failure)).increment();
    }

    private Counter logins(App app, String outcome) {
        return Counter.builder("wxsession.logins").description("Logins").tags("app", app.id(), "outcome", outcome)
                .register(metrics);
    }

    private Counter refreshes(String outcome) {
        return Counter.builder("wxsession.refreshes").description("Refreshes").tag("outcome", outcome).register(metrics);
    }
}
