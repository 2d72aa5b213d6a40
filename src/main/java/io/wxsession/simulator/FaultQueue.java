package io.wxsession.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that were ordered and are still to happen. */
final class FaultQueue {

    private final List<FaultRequest> orders = new ArrayList<>();
    private final SimulatorClock clock;

    FaultQueue(SimulatorClock clock) {
        this.clock = clock;
    }

    synchronized void add(FaultRequest order) {
        orders.add(order);
    }

    /** The first one for this call, which is used up by it. */
    synchronized Optional<FaultRequest> take(String path, String appId) {
        dropOver();
        for (int i = 0; i < orders.size(); i++) {
            FaultRequest order = orders.get(i);
            if (order.path().equals(path) && (order.appId() == null || order.appId().equals(appId))) {
                if (order.times() == 1) {
                    orders.remove(i);
                } else if (order.times() > 1) {
                    orders.set(i, order.onceLess());
                }
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    synchronized List<FaultRequest> pending() {
        dropOver();
        return List.copyOf(orders);
    }

    private void dropOver() {
        orders.removeIf(order -> !clock.now().isBefore(order.until()));
    }

    synchronized void reset() {
        orders.clear();
    }

    /**
     * A fault that was ordered.
     *
     * @param path the API it befalls
     * @param fault a {@link Fault}, or the errcode to answer
     * @param times how often; 0 until it is taken back
     * @param appId the only app it befalls, or null for all
     * @param delaySeconds how late a slow answer comes
     * @param until when it is over by WeChat's clock, as a quota is with the next minute
     */
    record FaultRequest(String path, String fault, int times, String appId, double delaySeconds, Instant until) {

        private FaultRequest onceLess() {
            return new FaultRequest(path, fault, times - 1, appId, delaySeconds, until);
        }

        Optional<Integer> errcode() {
            return fault.matches("-?\\d{1,6}") ? Optional.of(Integer.valueOf(fault)) : Optional.empty();
        }

        Fault kind() {
            return Fault.byWord(fault).orElseThrow();
        }
    }
}
