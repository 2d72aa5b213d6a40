package io.wxsession.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.time.Duration;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.wxsession.redis.connection.Unanswered;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.CollectedLog.Line;

class RedisOutageLogTest {

    private static final Throwable FAILURE = new Unanswered("no answer in time");

    @Test
    void theEndOfAnOutageIsSaidOnce() {
        RedisOutageLog outages = new RedisOutageLog(Duration.ZERO, Duration.ZERO);
        try (CollectedLog log = CollectedLog.open()) {
            outages.answered();
            outages.failed(FAILURE);
            outages.answered();
            outages.answered();
            assertThat(log.atLeast(Level.INFO)).extracting(Line::message).satisfiesExactly(
                    warning -> assertThat(warning).contains("Redis cannot be used", "no answer in time"),
                    end -> assertThat(end).contains("Redis can be used again"));
        }
    }

    @Test
    void anAnswerBetweenFailuresIsNoEndYet() {
        RedisOutageLog outages = new RedisOutageLog(Duration.ofHours(1), Duration.ZERO);
        try (CollectedLog log = CollectedLog.open()) {
            outages.failed(FAILURE);
            outages.answered();
            outages.failed(FAILURE);
            assertThat(log.atLeast(Level.INFO)).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("Redis cannot be used"));
        }
    }

    @Test
    void atTheStartSilenceIsNoOutageYetButARefusalIs() {
        RedisOutageLog outages = new RedisOutageLog(Duration.ZERO, Duration.ofHours(1));
        try (CollectedLog log = CollectedLog.open()) {
            outages.failed(FAILURE);
            outages.failed(new ConnectException());
            assertThat(log.atLeast(Level.INFO)).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("the connection was refused"));
        }
    }

    @Test
    void afterTheFirstAnswerSilenceIsAnOutage() {
        RedisOutageLog outages = new RedisOutageLog(Duration.ZERO, Duration.ofHours(1));
        try (CollectedLog log = CollectedLog.open()) {
            outages.answered();
            outages.failed(FAILURE);
            assertThat(log.atLeast(Level.INFO)).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("no answer in time"));
        }
    }

    @Test
    void silenceThatOutlastsTheStartIsSaidEvenIfNobodyAsksAgain() {
        RedisOutageLog outages = new RedisOutageLog(Duration.ofHours(1), Duration.ofMillis(200));
        try (CollectedLog log = CollectedLog.open()) {
            outages.failed(FAILURE);
            await().untilAsserted(() -> assertThat(log.atLeast(Level.INFO)).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("no answer in time")));
        }
    }
}
