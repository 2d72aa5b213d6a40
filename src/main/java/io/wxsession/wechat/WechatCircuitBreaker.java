package io.wxsession.wechat;

import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/**
 * Circuit breaker and bulkhead of one app, so that failures and slow responses of one app do not affect the others. After too
 * many failures, calls fail at once for a short time. The number of parallel calls is limited.
 */
class WechatCircuitBreaker {

    /** More at once share one small pod's CPU, and while its code is still cold all of them miss their deadline together. */
    private static final int MAX_PARALLEL_CALLS = 200;
    /** So many phones may log in at once: with WeChat's usual 300 ms the last of them waits 15 s. */
    private static final int MAX_WAITING_CALLS = 10_000;
    private static final int WINDOW_CALLS = 40;
    private static final double FAILURE_RATIO = 0.9;
    private static final int OPEN_SECONDS = 2;

    private final TypedGuard<Uni<WechatResponse>> guard;

    /**
     * @param isOpen is told when calls begin to fail at once, and when they are sent again as before, which is not yet so while single
     *        calls are sent to find out
     */
    WechatCircuitBreaker(String appId, Consumer<Boolean> isOpen) {
        this.guard = TypedGuard.create(new TypeLiteral<Uni<WechatResponse>>() {
        })
                .withDescription("wechat-" + appId)
                .withBulkhead().limit(MAX_PARALLEL_CALLS).queueSize(MAX_WAITING_CALLS).done()
                .withCircuitBreaker()
                .requestVolumeThreshold(WINDOW_CALLS)
                .failureRatio(FAILURE_RATIO)
                .skipOn(BulkheadException.class)
                .delay(OPEN_SECONDS, ChronoUnit.SECONDS)
                .onStateChange(state -> isOpen.accept(state != CircuitBreakerState.CLOSED))
                .done()
                .build();
    }

    Uni<WechatResponse> call(Supplier<Uni<WechatResponse>> call) {
        return guard.get(call);
    }
}
