package io.wxsession.backend;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.wxsession.wechat.App;
import io.wxsession.wechat.Apps;

/** Gauges of the number of users per app. They are updated once a minute, independent of scrapes. */
@ApplicationScoped
class UserGauges {

    private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Vertx vertx;
    private final Apps apps;
    private final StatisticsStore statistics;
    private final MeterRegistry metrics;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private long timer;

    UserGauges(Vertx vertx, Apps apps, StatisticsStore statistics, MeterRegistry metrics) {
        this.vertx = vertx;
        this.apps = apps;
        this.statistics = statistics;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(EVERY_MILLIS, due -> apps.all().forEach(this::count));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void count(App app) {
        statistics.users(app.id()).subscribe().with(counts -> {
            set("wxsession.users", app, counts.users());
            set("wxsession.users.registered", app, counts.registered());
            set("wxsession.users.bound", app, counts.bound());
        }, unknown -> {
        });
    }

    private void set(String name, App app, long value) {
        gauge(name, app).set(value);
    }

    private AtomicLong gauge(String name, App app) {
        return gauges.computeIfAbsent(name + ' ' + app.id(), key -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder(name, value, AtomicLong::get).tag("app", app.id()).register(metrics);
            return value;
        });
    }
}
