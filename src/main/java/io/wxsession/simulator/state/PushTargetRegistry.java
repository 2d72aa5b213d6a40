package io.wxsession.simulator.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The push settings of the apps. */
public final class PushTargetRegistry {

    private final Map<String, PushTarget> byApp = new ConcurrentHashMap<>();

    /** Sets or replaces the push target of an app. */
    public void put(PushTarget target) {
        byApp.put(target.appId(), target);
    }

    /** Sets the push target of an app that has none. */
    public void putIfAbsent(PushTarget target) {
        byApp.putIfAbsent(target.appId(), target);
    }

    /**
     * The push target of an app.
     *
     * @throws IllegalArgumentException if the app has no push target
     */
    public PushTarget of(String appId) {
        PushTarget target = byApp.get(appId);
        if (target == null) {
            throw new IllegalArgumentException("the app listens nowhere, see PUT /simulator/apps/{app}/push");
        }
        return target;
    }

    /** Forgets all push targets. */
    public void reset() {
        byApp.clear();
    }
}
