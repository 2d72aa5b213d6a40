package io.wxsession.simulator.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The users who have logged in to an app. WeChat refuses any other openid. */
public final class KnownUsers {

    private final Map<String, String> appIds = new ConcurrentHashMap<>();

    /** Adds a user of an app. */
    public void add(String appId, String openid) {
        appIds.put(openid, appId);
    }

    /** Whether this openid has logged in to this app. */
    public boolean contains(String appId, String openid) {
        return openid != null && appId.equals(appIds.get(openid));
    }

    /** Forgets all users. */
    public void reset() {
        appIds.clear();
    }
}
