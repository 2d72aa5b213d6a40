package io.wxsession.wechat;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.wxsession.config.WxsessionConfig;

/** The configured mini-programs by AppID. */
@Singleton
public class Apps {

    private final Map<String, App> byId;

    Apps(WxsessionConfig config) {
        this.byId = config.apps().values().stream()
                .map(app -> new App(app.appId(), app.appSecret()))
                .collect(Collectors.toUnmodifiableMap(App::id, Function.identity()));
    }

    /** The app with this AppID. */
    public Optional<App> byId(String appId) {
        return Optional.ofNullable(byId.get(appId));
    }

    /** The app if exactly one is configured. */
    public Optional<App> only() {
        return byId.size() == 1 ? byId.values().stream().findFirst() : Optional.empty();
    }

    /** All apps. */
    public Collection<App> all() {
        return byId.values();
    }
}
