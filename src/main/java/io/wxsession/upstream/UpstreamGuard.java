package io.wxsession.upstream;

import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/**
 * Keeps the failures and the slowness of another server from everything else. A limited number of calls is under way, others
 * wait. After too many failures, calls fail at once for a short time.
 * <p>
 * The breaker is asked when the wait is over. So what waits when a server begins to hang fails with the first calls that miss
 * their deadline, and is not sent, instead of missing one deadline after the other.
 *
 * @param <T> what a call gives
 */
public final class UpstreamGuard<T> {

    private static final double FAILURE_RATIO = 0.9;
    private static final int OPEN_SECONDS = 2;

    private final TypedGuard<Uni<T>> queue;
    private final TypedGuard<Uni<T>> breaker;

    /**
     * @param limits how many calls there may be
     * @param isOpen is told when calls begin to fail at once, and when they are sent again as before, which is not yet so while single
     *        calls are sent to find out
     */
    public UpstreamGuard(String name, TypeLiteral<Uni<T>> type, Limits limits, Consumer<Boolean> isOpen) {
        this.queue = TypedGuard.create(type)
                .withDescription(name + "-queue")
                .withBulkhead().limit(limits.parallel()).queueSize(limits.waiting()).done()
                .build();
        this.breaker = TypedGuard.create(type)
                .withDescription(name)
                .withCircuitBreaker()
                .requestVolumeThreshold(limits.judged())
                .failureRatio(FAILURE_RATIO)
                .delay(OPEN_SECONDS, ChronoUnit.SECONDS)
                .onStateChange(state -> isOpen.accept(state != CircuitBreakerState.CLOSED))
                .done()
                .build();
    }

    /** Makes a call when its turn has come. Fails without it if too many wait, or while the breaker is open. */
    public Uni<T> call(Supplier<Uni<T>> call) {
        return queue.get(() -> breaker.get(call));
    }

    /**
     * How many calls there may be.
     *
     * @param parallel at a time
     * @param waiting for their turn
     * @param judged the last calls, by which the breaker decides
     */
    public record Limits(int parallel, int waiting, int judged) {
    }
}
