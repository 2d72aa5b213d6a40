package io.wxsession.redis;

import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** What an operator sees of Redis. */
@QuarkusTest
class RedisMetricsTest extends ServiceTest {

    @Inject
    MeterRegistry metrics;

    @Test
    void aCheckedTokenIsOneAnsweredCommandAndLeavesNoneWaiting() {
        LoggedIn session = logIn(Wechat.newPhone());
        await().until(() -> pending() == 0);
        long before = commands("answered");
        current(session.accessToken()).then().statusCode(200);
        assertThat(commands("answered") - before).isEqualTo(1);
        assertThat(pending()).isZero();
    }

    @Test
    void aSilentRedisIsSeenByMissedDeadlinesAndItsReturnByReconnects() {
        LoggedIn session = logIn(Wechat.newPhone());
        double missed = count("wxsession.redis.deadline.misses");
        double reconnects = count("wxsession.redis.reconnects");
        long unanswered = commands("unanswered");
        NetworkFaults.REDIS.stall();
        current(session.accessToken()).then().statusCode(503);
        assertThat(count("wxsession.redis.deadline.misses")).isGreaterThan(missed);
        assertThat(commands("unanswered")).isGreaterThan(unanswered);
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> {
            current(session.accessToken()).then().statusCode(200);
            assertThat(count("wxsession.redis.reconnects")).isGreaterThan(reconnects);
        });
        await().until(() -> pending() == 0);
    }

    private long commands(String outcome) {
        return metrics.get("wxsession.redis.commands").tag("outcome", outcome).timer().count();
    }

    private double pending() {
        return metrics.get("wxsession.redis.pending").gauge().value();
    }

    private double count(String name) {
        return metrics.get(name).counter().count();
    }
}
