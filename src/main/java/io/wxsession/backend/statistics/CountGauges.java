package io.wxsession.backend.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/** Gauges of the users and live sessions of each app. They are updated once a minute, independent of scrapes. */
@ApplicationScoped
class CountGauges {

    private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Vertx vertx;
    private final Apps apps;
    private final StatisticsStore statistics;
    private final MeterRegistry metrics;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private long timer;

    CountGauges(Vertx vertx, Apps apps, StatisticsStore statistics, MeterRegistry metrics) {
        this.vertx = vertx;
        this.apps = apps;
        this.statistics = statistics;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(0, EVERY_MILLIS, due -> apps.all().forEach(this::count));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void count(App app) {
        Tags tags = Tags.of("app", app.id());
        statistics.counts(app.id()).subscribe().with(counts -> {
            setUsers(tags.and("state", "all"), counts.users());
            setUsers(tags.and("state", "registered"), counts.registered());
            setUsers(tags.and("state", "bound"), counts.bound());
            set("wxsession.sessions.active", "Live sessions", tags, counts.activeSessions());
        }, unknown -> {
        });
    }

    private void setUsers(Tags tags, long value) {
        set("wxsession.users", "Users", tags, value);
    }

    private void set(String name, String description, Tags tags, long value) {
        gauges.computeIfAbsent(name + tags, key -> {
            AtomicLong gauge = new AtomicLong();
            Gauge.builder(name, gauge, AtomicLong::get).description(description).tags(tags).register(metrics);
            return gauge;
        }).set(value);
    }
}
