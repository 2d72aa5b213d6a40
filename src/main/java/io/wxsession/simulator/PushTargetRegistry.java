package io.wxsession.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the apps listen for pushes. */
final class PushTargetRegistry {

    private final Map<String, PushTarget> byApp = new ConcurrentHashMap<>();

    void put(PushTarget target) {
        byApp.put(target.appId(), target);
    }

    void putIfAbsent(PushTarget target) {
        byApp.putIfAbsent(target.appId(), target);
    }

    PushTarget of(String appId) {
        PushTarget target = byApp.get(appId);
        if (target == null) {
            throw new IllegalArgumentException("the app listens nowhere, see PUT /simulator/apps/{app}/push");
        }
        return target;
    }

    void reset() {
        byApp.clear();
    }
}
