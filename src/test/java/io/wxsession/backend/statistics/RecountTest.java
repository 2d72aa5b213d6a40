package io.wxsession.backend.statistics;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.redis.client.Command;
import io.wxsession.backend.statistics.RecountStore.Found;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** Counts that were lost or are wrong, and how they are put right. */
@QuarkusTest
class RecountTest extends ServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Recount recount;

    @Inject
    RecountStore store;

    @Test
    void lostAndWrongCountsArePutRight() {
        LoggedIn session = registeredAndBound();
        recount.run().await().atMost(PATIENCE);
        Map<String, Integer> before = counts();
        UserId user = new UserId(session.userId());
        RedisInspector.delete(RedisKeys.liveSessions(user.partition()));
        RedisInspector.command(Command.HSET, RedisKeys.userCounts(user.partition(), TestEnvironment.APP), "registered", "77",
                "bound", "0");
        assertThat(counts()).isNotEqualTo(before);
        recount.run().await().atMost(PATIENCE);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void whatIsRightStaysAsItIs() {
        registeredAndBound();
        recount.run().await().atMost(PATIENCE);
        Map<String, Integer> before = counts();
        recount.run().await().atMost(PATIENCE);
        assertThat(counts()).isEqualTo(before);
        bearer(registeredAndBound().accessToken()).delete("/v1/sessions/current");
        assertThat(counts().get("activeSessions")).isEqualTo(before.get("activeSessions"));
    }

    @Test
    void aChangeDuringTheCountIsNotLost() {
        String phone = Wechat.newPhone();
        UserId user = new UserId(logIn(phone).userId());
        RecountStore.Versions versions = store.versions(user.partition(), TestEnvironment.APP).await().atMost(PATIENCE);
        logIn(phone);
        Map<String, Integer> before = counts();
        assertThat(store.write(user.partition(), TestEnvironment.APP, versions, Found.NOTHING).await().atMost(PATIENCE))
                .isFalse();
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void aCountIsDueOnceADayAndAfterAnHourIfItFailed() {
        UserId user = new UserId(logIn(Wechat.newPhone()).userId());
        String registry = RedisKeys.registry(user.partition(), TestEnvironment.APP);
        RedisInspector.delete(RedisKeys.recountClaim());
        RedisInspector.command(Command.RENAME, registry, registry + ":aside");
        RedisInspector.command(Command.SET, registry, "no hash");
        assertThatThrownBy(() -> recount.runIfDue().await().atMost(PATIENCE)).hasMessageContaining("store");
        assertThat(claimedForSeconds()).isBetween(3000, 3600);
        RedisInspector.command(Command.RENAME, registry + ":aside", registry);
        RedisInspector.delete(RedisKeys.recountClaim());
        recount.runIfDue().await().atMost(PATIENCE);
        assertThat(claimedForSeconds()).isGreaterThan(80_000);
    }

    private static int claimedForSeconds() {
        return RedisInspector.command(Command.TTL, RedisKeys.recountClaim()).toInteger();
    }

    @Test
    void oneReplicaCountsAtATime() {
        RedisInspector.delete(RedisKeys.recountClaim());
        assertThat(store.claim(Duration.ofDays(1)).await().atMost(PATIENCE)).isTrue();
        assertThat(store.claim(Duration.ofDays(1)).await().atMost(PATIENCE)).isFalse();
    }

    private static LoggedIn registeredAndBound() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "n")).put("/v1/user/profile").then()
                .statusCode(201);
        TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(Map.of("accountId", session.userId()))
                .put("/internal/v1/users/" + session.userId() + "/binding").then().statusCode(204);
        return session;
    }

    private static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>(TestServiceClient.OPERATOR.request()
                .queryParam("appId", TestEnvironment.APP).queryParam("days", 1).get("/internal/v1/stats").path("$"));
        counts.keySet().retainAll(Set.of("users", "registered", "bound", "activeSessions"));
        return counts;
    }
}
