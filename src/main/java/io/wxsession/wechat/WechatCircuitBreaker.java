package io.wxsession.wechat;

import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/**
 * Keeps one app's trouble with WeChat to itself: after too many failures its calls are refused for a moment, and however slow
 * its answers, it holds only so many connections.
 */
class WechatCircuitBreaker {

    private static final int AT_ONCE = 500;
    private static final int CALLS_WATCHED = 40;
    private static final double FAILURE_RATIO = 0.9;
    private static final int REFUSED_SECONDS = 2;

    private final TypedGuard<Uni<WechatResponse>> guard;

    WechatCircuitBreaker(String appId) {
        this.guard = TypedGuard.create(new TypeLiteral<Uni<WechatResponse>>() {
        })
                .withDescription("wechat-" + appId)
                .withBulkhead().limit(AT_ONCE).queueSize(1).done()
                .withCircuitBreaker()
                .requestVolumeThreshold(CALLS_WATCHED)
                .failureRatio(FAILURE_RATIO)
                .skipOn(BulkheadException.class)
                .delay(REFUSED_SECONDS, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    Uni<WechatResponse> call(Supplier<Uni<WechatResponse>> call) {
        return guard.get(call);
    }
}
