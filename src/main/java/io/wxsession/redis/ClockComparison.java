package io.wxsession.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.log.LogInterval;

/** Compares this replica's clock with the one of Redis once a minute. Redis' clock is what all replicas have in common. */
@ApplicationScoped
class ClockComparison {

    private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long APART_MILLIS = 2000;

    private final Vertx vertx;
    private final RedisCommands redis;
    private final LogInterval warnings = new LogInterval(Duration.ofHours(1));
    private volatile long offsetMillis;
    private long timer;

    ClockComparison(Vertx vertx, RedisCommands redis, MeterRegistry metrics) {
        this.vertx = vertx;
        this.redis = redis;
        Gauge.builder("wxsession.clock.offset", this, clock -> clock.offsetMillis / 1000.0)
                .description("How far this replica's clock is ahead of the clock of Redis").baseUnit("seconds")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(0, EVERY_MILLIS, due -> compare());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void compare() {
        long asked = System.currentTimeMillis();
        redis.send(Request.cmd(Command.TIME), ClockComparison::millis).subscribe()
                .with(theirs -> note((asked + System.currentTimeMillis()) / 2 - theirs), unknown -> {
                });
    }

    /** TIME replies seconds and microseconds. */
    private static long millis(ReplyReader time) {
        return time.number() * 1000 + time.number() / 1000;
    }

    private void note(long offset) {
        offsetMillis = offset;
        if (Math.abs(offset) > APART_MILLIS && warnings.isDue("")) {
            Log.warnf(
                    "The clocks of Redis and of this replica are %d ms apart: access tokens end early for a replica that is ahead, and"
                            + " back ends may refuse those that it signs, keep all clocks synchronised",
                    Math.abs(offset));
        }
    }
}
