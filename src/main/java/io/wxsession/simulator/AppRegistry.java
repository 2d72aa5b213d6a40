package io.wxsession.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The mini-programs that are registered at WeChat. */
final class AppRegistry {

    private final Map<String, SimulatedApp> byId = new ConcurrentHashMap<>();

    AppRegistry(Map<String, String> secrets) {
        secrets.forEach((id, secret) -> put(new SimulatedApp(id, secret, false)));
    }

    void put(SimulatedApp app) {
        byId.put(app.id(), app);
    }

    Optional<SimulatedApp> byId(String appId) {
        return Optional.ofNullable(byId.get(appId));
    }

    /** The app that proves to be itself, or {@link WechatError}. */
    SimulatedApp authenticate(String appId, String secret) {
        if (isAbsent(appId)) {
            throw new WechatError(ErrorResponses.APPID_MISSING);
        }
        if (isAbsent(secret)) {
            throw new WechatError(ErrorResponses.SECRET_MISSING);
        }
        SimulatedApp app = byId(appId).orElseThrow(() -> new WechatError(ErrorResponses.INVALID_APPID));
        if (!app.secret().equals(secret)) {
            throw new WechatError(ErrorResponses.INVALID_SECRET);
        }
        return app;
    }

    private static boolean isAbsent(String parameter) {
        return parameter == null || parameter.isEmpty();
    }

    /** The app named, or the only one if none is named. */
    Optional<SimulatedApp> resolve(String appId) {
        if (appId != null) {
            return byId(appId);
        }
        return byId.size() == 1 ? byId.values().stream().findFirst() : Optional.empty();
    }

    /**
     * A registered mini-program.
     *
     * @param id its AppID
     * @param secret its AppSecret
     * @param unionid whether it is bound to an Open Platform account, so that its users have a unionid
     */
    record SimulatedApp(String id, String secret, boolean unionid) {

        @Override
        public String toString() {
            return "SimulatedApp[" + id + "]";
        }
    }
}
