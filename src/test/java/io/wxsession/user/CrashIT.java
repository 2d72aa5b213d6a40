package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import io.wxsession.testing.BackEnd;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** A service that is killed while it binds, unbinds and erases many users. */
class CrashIT extends PackagedTest {

    private static final int USERS = 24;
    private static final int ROUNDS = 3;

    @Test
    void aKilledServiceLeavesNoUserHalfBoundOrHalfErased() {
        List<String> users = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (PackagedService service = start(unhurried())) {
                IntStream.range(0, USERS).forEach(i -> users.add(logIn(Wechat.newPhone()).userId()));
                killAmid(service, users);
            }
        }
        try (PackagedService service = start(unhurried())) {
            users.forEach(CrashIT::assertWhole);
        }
    }

    private static void killAmid(PackagedService service, List<String> users) {
        AtomicInteger answered = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        users.forEach(user -> threads.submit(() -> {
            bind(user).then().statusCode(204);
            answered.incrementAndGet();
            operator().delete("/internal/v1/users/" + user + (user.hashCode() % 2 == 0 ? "/binding" : ""));
            return bind(user);
        }));
        await().atMost(1, TimeUnit.MINUTES).until(() -> answered.get() >= users.size() / 4);
        service.kill();
        threads.shutdownNow();
    }

    private static io.restassured.response.Response bind(String user) {
        return operator().contentType(ContentType.JSON).body(Map.of("accountId", account(user)))
                .put("/internal/v1/users/" + user + "/binding");
    }

    private static RequestSpecification operator() {
        return BackEnd.OPERATOR.request().port(RestAssured.port);
    }

    private static String account(String user) {
        return "account-of-" + user;
    }

    /** What a user points to is claimed, unless its erasure has begun, and whatever was begun can be completed. */
    private static void assertWhole(String user) {
        List<String> keys = RedisInspector.keys("wxs:{*}:u:" + user);
        String claim = String
                .valueOf(RedisInspector.command(Command.GET, "wxs:acct:" + TestEnvironment.APP + ":" + account(user)));
        if (!keys.isEmpty()) {
            Response bound = RedisInspector.command(Command.HGET, keys.get(0), "account");
            Response erasing = RedisInspector.command(Command.HGET, keys.get(0), "erasing");
            assertThat(bound == null || erasing != null || claim.startsWith(user + "|")).isTrue();
        }
        operator().delete("/internal/v1/users/" + user).then().statusCode(204);
        assertThat(RedisInspector.keys("wxs:*")).noneMatch(key -> key.contains("u:" + user));
    }
}
