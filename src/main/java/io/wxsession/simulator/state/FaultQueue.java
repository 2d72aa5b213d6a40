package io.wxsession.simulator.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The requested faults that have still to happen. */
public final class FaultQueue {

    private final List<FaultRequest> requests = new ArrayList<>();
    private final SimulatorClock clock;

    /** Starts without faults. */
    public FaultQueue(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Adds a fault after those that are pending. */
    public synchronized void add(FaultRequest request) {
        requests.add(request);
    }

    /**
     * Finds the first fault for a call and uses it up once.
     *
     * @param path the endpoint that is called
     * @param appId the AppID in the request or of its access_token, or null
     */
    public synchronized Optional<FaultRequest> take(String path, String appId) {
        dropExpired();
        for (int i = 0; i < requests.size(); i++) {
            FaultRequest request = requests.get(i);
            if (request.path().equals(path) && (request.appId() == null || request.appId().equals(appId))) {
                if (request.times() == 1) {
                    requests.remove(i);
                } else if (request.times() > 1) {
                    requests.set(i, request.onceLess());
                }
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    /** The faults that have still to happen, in the order of their requests. */
    public synchronized List<FaultRequest> pending() {
        dropExpired();
        return List.copyOf(requests);
    }

    private void dropExpired() {
        requests.removeIf(request -> !clock.now().isBefore(request.until()));
    }

    /** Drops all faults. */
    public synchronized void reset() {
        requests.clear();
    }

    /**
     * A fault that was requested.
     *
     * @param path the endpoint it applies to
     * @param fault the name of a {@link Fault}, or the errcode to respond with
     * @param times the number of calls it applies to; 0 means until it is dropped
     * @param appId the only AppID it applies to, or null for all
     * @param delaySeconds the delay of a slow response
     * @param until when it ends by WeChat's clock, for example a quota at the next minute
     */
    public record FaultRequest(String path, String fault, int times, String appId, double delaySeconds, Instant until) {

        private FaultRequest onceLess() {
            return new FaultRequest(path, fault, times - 1, appId, delaySeconds, until);
        }

        /** The errcode to respond with, if the fault is a number. */
        public Optional<Integer> errcode() {
            return fault.matches("-?\\d{1,6}") ? Optional.of(Integer.valueOf(fault)) : Optional.empty();
        }

        /** The fault, if it is not a number. */
        public Fault kind() {
            return Fault.byWord(fault).orElseThrow();
        }
    }
}
