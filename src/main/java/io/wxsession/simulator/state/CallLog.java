package io.wxsession.simulator.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The latest calls to the simulated WeChat, without codes and secrets. */
public final class CallLog {

    private static final int KEPT = 10_000;

    private final Deque<LoggedCall> calls = new ArrayDeque<>();

    /** Records a call, and drops the oldest one if there are over 10,000. */
    public synchronized void add(LoggedCall call) {
        calls.addLast(call);
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
    }

    /**
     * The recorded calls, oldest first.
     *
     * @param path the endpoint, or null for all
     * @param appId the AppID, or null for all
     */
    public synchronized List<LoggedCall> list(String path, String appId) {
        Predicate<LoggedCall> wanted = call -> (path == null || path.equals(call.path()))
                && (appId == null || appId.equals(call.appId()));
        return calls.stream().filter(wanted).toList();
    }

    /** Forgets all calls. */
    public synchronized void reset() {
        calls.clear();
    }

    /**
     * One call.
     *
     * @param path the endpoint
     * @param appId the AppID in the request or of its access_token, or null
     * @param fault the fault that was injected, or null
     * @param at the time by WeChat's clock
     */
    public record LoggedCall(String path, String appId, String fault, Instant at) {
    }
}
