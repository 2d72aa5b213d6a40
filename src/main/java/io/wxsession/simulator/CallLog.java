package io.wxsession.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** What WeChat was asked. It keeps neither codes nor secrets. */
final class CallLog {

    private static final int KEPT = 10_000;

    private final Deque<LoggedCall> calls = new ArrayDeque<>();

    synchronized void add(LoggedCall call) {
        calls.addLast(call);
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
    }

    synchronized List<LoggedCall> list(String path, String appId) {
        Predicate<LoggedCall> wanted = call -> (path == null || path.equals(call.path()))
                && (appId == null || appId.equals(call.appId()));
        return calls.stream().filter(wanted).toList();
    }

    synchronized void reset() {
        calls.clear();
    }

    /**
     * One call.
     *
     * @param fault what was made to go wrong with it, or null
     */
    record LoggedCall(String path, String appId, String fault, Instant at) {
    }
}
