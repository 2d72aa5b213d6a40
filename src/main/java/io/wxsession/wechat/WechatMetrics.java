package io.wxsession.wechat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.wxsession.sealing.SealedValue;
import io.wxsession.wechat.app.App;

/** Measures requests to WeChat, and shows the state of each app's breaker and access_token. */
@ApplicationScoped
class WechatMetrics {

    private static final Duration[] BUCKETS = { Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1),
            Duration.ofSeconds(3) };

    /** They show whether WeChat accepts the settings of an app. All operations would be too many time series with buckets. */
    private static final List<WechatOperation> FROM_ZERO = List.of(WechatOperation.JSCODE2SESSION,
            WechatOperation.STABLE_TOKEN);
    private static final List<WechatErrorCode> REFUSALS = List.of(WechatErrorCode.MISCONFIGURED, WechatErrorCode.RATE_LIMITED);

    private final MeterRegistry metrics;
    private final Map<String, AtomicBoolean> openBreakers = new ConcurrentHashMap<>();
    private final Map<String, SeenToken> tokens = new ConcurrentHashMap<>();

    WechatMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Prometheus sees no increase in a time series that begins with the first refusal. */
    void startAtZero(@Observes App app) {
        openBreaker(app.id());
        FROM_ZERO.forEach(operation -> REFUSALS.forEach(reason -> requests(app, operation, outcome(reason))));
    }

    /** Measures one request. Whoever no longer waits for its response cancels it, which counts as a timeout. */
    Uni<WechatResponse> measured(App app, WechatOperation operation, Uni<WechatResponse> request) {
        return Uni.createFrom().deferred(() -> {
            long begun = System.nanoTime();
            return request.onTermination()
                    .invoke((response, failure, cancelled) -> record(app, operation,
                            cancelled ? "timeout" : outcome(response, failure),
                            System.nanoTime() - begun));
        });
    }

    private void record(App app, WechatOperation operation, String outcome, long nanos) {
        requests(app, operation, outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer requests(App app, WechatOperation operation, String outcome) {
        return Timer.builder("wxsession.wechat.requests").description("Time from a request to WeChat to its response")
                .tags("app", app.id(), "operation", operation.label(), "outcome", outcome)
                .serviceLevelObjectives(BUCKETS).register(metrics);
    }

    private static String outcome(WechatResponse response, Throwable failure) {
        if (failure != null) {
            return RequestNotSent.causedBy(failure) ? "not_sent" : "failed";
        }
        return response.errcode() == 0 ? "ok"
                : WechatErrorCode.of(response.errcode()).map(WechatMetrics::outcome).orElse("error");
    }

    private static String outcome(WechatErrorCode reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Notes whether calls of the app fail at once. */
    void breaker(String appId, boolean open) {
        openBreaker(appId).set(open);
    }

    private AtomicBoolean openBreaker(String appId) {
        return openBreakers.computeIfAbsent(appId, id -> {
            AtomicBoolean state = new AtomicBoolean();
            Gauge.builder("wxsession.wechat.breaker.open", state, it -> it.get() ? 1 : 0)
                    .description("1 while calls to WeChat fail at once after too many failures").tag("app", id)
                    .strongReference(true).register(metrics);
            return state;
        });
    }

    /** Notes the access_token that is in use. */
    void inUse(App app, WechatAccessToken token) {
        SeenToken last = tokens.get(app.id());
        if (last == null || !last.sealed().equals(token.sealed())) {
            tokens.put(app.id(), new SeenToken(token.sealed(), System.nanoTime()));
            Gauge.builder("wxsession.wechat.access.token.age", tokens, all -> all.get(app.id()).seconds())
                    .description("Time since this replica first used the access_token").baseUnit("seconds").tag("app", app.id())
                    .strongReference(true).register(metrics);
        }
    }

    private record SeenToken(SealedValue sealed, long sinceNanos) {

        double seconds() {
            return (System.nanoTime() - sinceNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        }
    }
}
