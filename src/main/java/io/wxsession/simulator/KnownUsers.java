package io.wxsession.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who ever logged in to which app; other openids are unknown to WeChat. */
final class KnownUsers {

    private final Map<String, String> appIds = new ConcurrentHashMap<>();

    void add(String appId, String openid) {
        appIds.put(openid, appId);
    }

    boolean know(String appId, String openid) {
        return openid != null && appId.equals(appIds.get(openid));
    }

    void reset() {
        appIds.clear();
    }
}
