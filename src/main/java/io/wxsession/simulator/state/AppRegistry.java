package io.wxsession.simulator.state;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The mini-programs that are registered at WeChat. */
public final class AppRegistry {

    private final Map<String, SimulatedApp> byId = new ConcurrentHashMap<>();

    /**
     * Registers apps without a unionid.
     *
     * @param secrets AppSecret by AppID
     */
    public AppRegistry(Map<String, String> secrets) {
        secrets.forEach((id, secret) -> put(new SimulatedApp(id, secret, false)));
    }

    /** Registers or replaces an app. */
    public void put(SimulatedApp app) {
        byId.put(app.id(), app);
    }

    private Optional<SimulatedApp> byId(String appId) {
        return Optional.ofNullable(byId.get(appId));
    }

    /**
     * The app with this AppID and AppSecret.
     *
     * @throws WechatError if one of them is missing or wrong
     */
    public SimulatedApp authenticate(String appId, String secret) {
        if (isAbsent(appId)) {
            throw new WechatError(Errcode.APPID_MISSING);
        }
        if (isAbsent(secret)) {
            throw new WechatError(Errcode.SECRET_MISSING);
        }
        SimulatedApp app = byId(appId).orElseThrow(() -> new WechatError(Errcode.INVALID_APPID));
        if (!app.secret().equals(secret)) {
            throw new WechatError(Errcode.INVALID_SECRET);
        }
        return app;
    }

    private static boolean isAbsent(String parameter) {
        return parameter == null || parameter.isEmpty();
    }

    /** The app with this AppID; if the AppID is null, the only registered app. */
    public Optional<SimulatedApp> resolve(String appId) {
        if (appId != null) {
            return byId(appId);
        }
        return byId.size() == 1 ? byId.values().stream().findFirst() : Optional.empty();
    }
}
