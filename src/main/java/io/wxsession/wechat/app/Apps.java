package io.wxsession.wechat.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.wxsession.config.WxsessionConfig;

/**
 * The mini-programs by AppID: those of the settings, and those of {@code wxsession.apps-dir} as it was a minute ago at most. An
 * {@link App} is an event when it is served for the first time or has changed.
 */
@Singleton
public class Apps {

    private static final long RESCAN_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Vertx vertx;
    private final List<App> configured;
    private final Optional<AppDirectory> directory;
    private final Event<App> served;
    private volatile Map<String, App> byId;
    private long timer;

    Apps(Vertx vertx, MeterRegistry metrics, WxsessionConfig config, Event<App> served) {
        this.vertx = vertx;
        this.served = served;
        this.configured = config.apps().values().stream().map(App::of).toList();
        this.directory = config.appsDir().map(path -> new AppDirectory(path, metrics));
        this.byId = read();
    }

    void start(@Observes StartupEvent event) {
        byId.values().forEach(served::fire);
        if (directory.isPresent()) {
            timer = vertx.setPeriodic(RESCAN_MILLIS, due -> rescan());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Reads the directory again. */
    Future<Void> rescan() {
        return vertx.executeBlocking(() -> {
            Map<String, App> before = byId;
            byId = read();
            byId.values().stream().filter(app -> !app.equals(before.get(app.id()))).forEach(served::fire);
            return null;
        }, true);
    }

    private Map<String, App> read() {
        List<String> taken = configured.stream().map(App::id).toList();
        return Stream.concat(configured.stream(), directory.stream().flatMap(files -> files.read(taken).stream()))
                .collect(Collectors.toUnmodifiableMap(App::id, Function.identity()));
    }

    /** The app with this AppID. */
    public Optional<App> byId(String appId) {
        return Optional.ofNullable(byId.get(appId));
    }

    /** The app if exactly one is configured. */
    public Optional<App> only() {
        Map<String, App> now = byId;
        return now.size() == 1 ? now.values().stream().findFirst() : Optional.empty();
    }

    /** All apps. */
    public Collection<App> all() {
        return byId.values();
    }
}
