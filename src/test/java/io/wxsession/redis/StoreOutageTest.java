package io.wxsession.redis;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class StoreOutageTest extends ServiceTest {

    enum Outage {
        DOWN {
            @Override
            void begin() {
                NetworkFaults.REDIS.cut();
            }
        },
        SLOW {
            @Override
            void begin() {
                NetworkFaults.REDIS.stall();
            }
        };

        abstract void begin();
    }

    @ParameterizedTest
    @EnumSource
    void whileRedisIsAwayNoPhoneIsToldThatItsSessionIsGone(Outage outage) {
        LoggedIn session = logIn(Wechat.newPhone());
        outage.begin();
        unavailable(current(session.accessToken()));
        unavailable(refresh(session.refreshToken()));
        unavailable(bearer(session.accessToken()).delete("/v1/sessions/current"));
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> current(session.accessToken()).then().statusCode(200));
    }

    @ParameterizedTest
    @EnumSource
    void aLoginThatFindsRedisAwayLeavesTheCodeUnsent(Outage outage) {
        String code = Wechat.code(Wechat.newPhone());
        outage.begin();
        unavailable(sendLogin(loginBody(code)));
        assertThat(Wechat.exchanges()).isZero();
    }

    @Test
    void whatNeedsNoRedisIsServedMeanwhile() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        io.restassured.RestAssured.get("/.well-known/jwks.json").then().statusCode(200);
        current("nonsense").then().statusCode(401).body("code", is("token_invalid"));
        unavailable(current(session.accessToken()));
    }

    @Test
    void aRedisThatComesBackEmptySaysThatSessionsHaveExpired() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        RedisInspector.command(Command.FLUSHALL);
        RedisInspector.command(Command.SCRIPT, "FLUSH");
        unavailable(current(session.accessToken()));
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> current(session.accessToken()).then().statusCode(401).body("code", is("session_expired")));
        logIn(Wechat.newPhone());
    }

    @Test
    void aRedisThatPausesWritesIsAnOutageAndForgetsNothing() {
        LoggedIn session = logIn(Wechat.newPhone());
        RedisInspector.command(Command.CLIENT, "PAUSE", "60000", "WRITE");
        try {
            unavailable(refresh(session.refreshToken()));
        } finally {
            RedisInspector.command(Command.CLIENT, "UNPAUSE");
        }
        await().untilAsserted(() -> refresh(session.refreshToken()).then().statusCode(200));
    }

    @Test
    void fiveHundredRequestsAtOnceOnNewConnectionsAllSucceed() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> current(session.accessToken()).then().statusCode(200));
        assertThat(fiveHundredStatusesAtOnce(session)).containsOnly(200);
    }

    /** With a client that takes little CPU: the link to Redis is in this process and must not wait for it. */
    private static List<Integer> fiveHundredStatusesAtOnce(LoggedIn session) {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/sessions/current"))
                .header("Authorization", "Bearer " + session.accessToken()).build();
        List<CompletableFuture<Integer>> answers = Stream
                .generate(() -> client.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode))
                .limit(500).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static void unavailable(Response answer) {
        answer.then().statusCode(503).contentType("application/problem+json").header("Retry-After", matchesRegex("\\d+"))
                .body("code", is("store_unavailable")).body("action", is("retry"));
    }
}
