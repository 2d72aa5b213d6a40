package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.Command;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** A service that is killed while it binds, unbinds and erases many users. */
class CrashIT extends PackagedTest {

    private static final int USERS = 24;
    private static final int ROUNDS = 3;
    /** How many kills may miss, in which nothing was half done, before that is called a failure. */
    private static final int MISSES = 7;

    /** What of a user is in Redis. */
    private record Remains(boolean present, boolean bound, boolean erasing, boolean claimed) {

        static Remains of(String user) {
            List<String> keys = RedisInspector.keys("wxs:{*}:u:" + user);
            return new Remains(!keys.isEmpty(), !keys.isEmpty() && field(keys.get(0), "account"),
                    !keys.isEmpty() && field(keys.get(0), "erasing"), claim(user).startsWith(user + "|"));
        }

        private static boolean field(String key, String name) {
            return RedisInspector.command(Command.HEXISTS, key, name).toInteger() == 1;
        }

        /** A claim and no user who points to it, or an erasure that has begun: what only two scripts together can do. */
        boolean halfDone() {
            return erasing || claimed && !bound;
        }

        /** Nobody points to an account that is not claimed, unless the erasure has begun. */
        boolean consistent() {
            return !bound || erasing || claimed;
        }
    }

    @Test
    void aServiceThatIsKilledAmidItsWorkLeavesNothingThatCannotBeCompleted() {
        int hits = 0;
        List<String> users = List.of();
        for (int round = 0; hits < ROUNDS; round++) {
            assertThat(round).as("kills, of which %s left something half done", hits).isLessThan(ROUNDS + MISSES);
            try (PackagedService service = start(unhurried())) {
                users.forEach(CrashIT::assertCompletes);
                users = Stream.generate(() -> logIn(Wechat.newPhone()).userId()).limit(USERS).toList();
                killAmid(service, users);
            }
            List<Remains> remains = users.stream().map(Remains::of).toList();
            assertThat(remains).allMatch(Remains::consistent);
            if (remains.stream().anyMatch(Remains::halfDone)) {
                hits++;
            }
        }
        try (PackagedService service = start(unhurried())) {
            users.forEach(CrashIT::assertCompletes);
        }
    }

    /** Kills the service while every user is being bound, unbound or erased, and whatever waits for Redis waits in vain. */
    private static void killAmid(PackagedService service, List<String> users) {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        users.forEach(user -> threads.submit(() -> {
            try {
                work(user, answered);
            } catch (Exception brokenConnection) {
                broken.incrementAndGet();
            }
        }));
        await().atMost(1, TimeUnit.MINUTES).until(() -> answered.get() >= 2 * USERS);
        NetworkFaults.REDIS.stall();
        service.kill();
        await().atMost(1, TimeUnit.MINUTES).until(() -> broken.get() == USERS);
        threads.shutdownNow();
        // Forgets what was still on its way to Redis when the service died.
        NetworkFaults.REDIS.cut();
        NetworkFaults.REDIS.mend();
    }

    /** Works for one user until the connection breaks; every third user is erased in the end, again and again. */
    private static void work(String user, AtomicInteger answered) {
        boolean erased = Math.floorMod(user.hashCode(), 3) == 0;
        for (int i = 0;; i++) {
            bind(user);
            operator().delete("/internal/v1/users/" + user + (erased && i > 0 ? "" : "/binding"));
            answered.incrementAndGet();
        }
    }

    private static Response bind(String user) {
        return operator().contentType(ContentType.JSON).body(Map.of("accountId", account(user)))
                .put("/internal/v1/users/" + user + "/binding");
    }

    private static RequestSpecification operator() {
        return TestServiceClient.OPERATOR.request().port(RestAssured.port);
    }

    private static String account(String user) {
        return "account-of-" + user;
    }

    private static String claim(String user) {
        return String.valueOf(RedisInspector.command(Command.GET, "wxs:acct:" + TestEnvironment.APP + ":" + account(user)));
    }

    /** Whatever was begun can be done again, and then it is done. */
    private static void assertCompletes(String user) {
        Remains left = Remains.of(user);
        if (left.present() && !left.erasing()) {
            bind(user).then().statusCode(204);
            assertThat(Remains.of(user)).isEqualTo(new Remains(true, true, false, true));
            operator().delete("/internal/v1/users/" + user + "/binding").then().statusCode(204);
            assertThat(Remains.of(user)).isEqualTo(new Remains(true, false, false, false));
            bind(user).then().statusCode(204);
        } else if (!left.present()) {
            bind(user).then().statusCode(404);
        }
        operator().delete("/internal/v1/users/" + user).then().statusCode(204);
        assertThat(Remains.of(user)).isEqualTo(new Remains(false, false, false, false));
        assertThat(RedisInspector.keys("wxs:*")).noneMatch(key -> key.contains("u:" + user));
    }
}
