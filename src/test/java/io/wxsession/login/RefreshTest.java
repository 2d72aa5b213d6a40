package io.wxsession.login;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.TestServiceClient.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class RefreshTest extends ServiceTest {

    private static final long WINDOW_MILLIS = 30_000;

    @Test
    void aRefreshTokenGivesANewTokenSetAndIsRotated() {
        LoggedIn session = logIn(Wechat.newPhone());
        Response answer = refresh(session.refreshToken());
        answer.then().statusCode(200).header("Cache-Control", "no-store").body("tokenType", is("Bearer"));
        assertThat(generation(answer)).isEqualTo(1);
        current(answer.path("accessToken")).then().statusCode(200).body("user.id", is(session.userId()));
    }

    @Test
    void theOldAccessTokenStaysGoodForItsTime() {
        LoggedIn session = logIn(Wechat.newPhone());
        refresh(session.refreshToken()).then().statusCode(200);
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void refreshingSlidesTheIdleTimeoutButNotTheEnd() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        long day = Duration.ofDays(1).toMillis();
        RedisInspector.changeSession(handle, it -> it.put("t", it.getLong("t") - 5 * day).put("x", it.getLong("x") - 5 * day)
                .put("i", it.getLong("i") - 5 * day));
        long end = RedisInspector.session(handle).getLong("x");
        refresh(session.refreshToken()).then().statusCode(200).body("refreshExpiresIn", is(7 * 24 * 3600));
        assertThat(RedisInspector.session(handle).getLong("x")).isEqualTo(end);
    }

    @Test
    void nearTheEndOfItsLifeASessionIsNotProlonged() {
        LoggedIn session = logIn(Wechat.newPhone());
        RedisInspector.changeSession(session.handle(), it -> it.put("x", it.getLong("t") + Duration.ofHours(1).toMillis()));
        int remaining = refresh(session.refreshToken()).then().statusCode(200).extract().path("refreshExpiresIn");
        assertThat(remaining).isBetween(3500, 3600);
    }

    @Test
    void thePreviousTokenIsAnsweredWithTheCurrentOneForAWhile() {
        LoggedIn session = logIn(Wechat.newPhone());
        String successor = refresh(session.refreshToken()).path("refreshToken");
        refresh(session.refreshToken()).then().statusCode(200).body("refreshToken", is(successor));
        refresh(successor).then().statusCode(200);
    }

    @Test
    void thePreviousTokenAfterItsWhileEndsTheSession() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        Response second = refresh(session.refreshToken());
        RedisInspector.changeSession(handle, it -> it.put("f", it.getLong("f") - WINDOW_MILLIS - 1));
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("refresh_reused")).body("action", is("relogin"));
        current(second.path("accessToken")).then().statusCode(401).body("code", is("refresh_reused"));
        refresh(second.path("refreshToken")).then().statusCode(401).body("code", is("refresh_reused"));
    }

    @Test
    void aTokenOlderThanThePreviousOneEndsTheSessionAtOnce() {
        LoggedIn session = logIn(Wechat.newPhone());
        String second = refresh(session.refreshToken()).path("refreshToken");
        String third = refresh(second).path("refreshToken");
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("refresh_reused"));
        refresh(third).then().statusCode(401).body("code", is("refresh_reused"));
    }

    @Test
    void aTokenNewerThanRedisKnowsMovesRedisForward() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        String second = refresh(session.refreshToken()).path("refreshToken");
        Response third = refresh(second);
        RedisInspector.changeSession(handle, it -> it.put("g", 0));
        Response fourth = refresh(third.path("refreshToken"));
        assertThat(generation(fourth)).isEqualTo(3);
        assertThat(RedisInspector.session(handle).getLong("g")).isEqualTo(3);
    }

    @Test
    void fiftyParallelRefreshesWithOneTokenRotateItOnce() throws Exception {
        LoggedIn session = logIn(Wechat.newPhone());
        List<Response> answers = Parallel.times(50, () -> refresh(session.refreshToken()));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        Set<String> successors = new HashSet<>(answers.stream().map(answer -> answer.<String> path("refreshToken")).toList());
        assertThat(successors).hasSize(1);
        assertThat(generation(answers.get(0))).isEqualTo(1);
    }

    @Test
    void fiftyParallelUsesOfAStolenTokenAllFailAndTheSessionEnds() throws Exception {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        String current = refresh(session.refreshToken()).path("refreshToken");
        RedisInspector.changeSession(handle, it -> it.put("f", it.getLong("f") - WINDOW_MILLIS - 1));
        List<Response> answers = Parallel.times(50, () -> refresh(session.refreshToken()));
        assertThat(answers).allSatisfy(answer -> answer.then().statusCode(401).body("code", is("refresh_reused")));
        refresh(current).then().statusCode(401).body("code", is("refresh_reused"));
    }

    @Test
    void afterLogoutARefreshTokenIsRevoked() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void aBanReachesASessionThatTheIndexHasLost() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        loseIndex(session);
        OPERATOR.request().put("/internal/v1/users/" + session.userId() + "/ban").then().statusCode(204);
        refresh(session.refreshToken()).then().statusCode(403).body("code", is("user_banned"));
        assertThat(RedisInspector.keys("wxs:{*}:s:" + handle)).isEmpty();
        current(session.accessToken()).then().statusCode(403).body("code", is("user_banned"));
    }

    @Test
    void anErasureReachesASessionThatTheIndexHasLost() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        loseIndex(session);
        OPERATOR.request().delete("/internal/v1/users/" + session.userId()).then().statusCode(204);
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("session_revoked"));
        assertThat(RedisInspector.keys("wxs:{*}:s:" + handle)).isEmpty();
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void aUserWhoIsBeingErasedCannotRefresh() {
        LoggedIn session = logIn(Wechat.newPhone());
        String user = RedisInspector.keys("wxs:{*}:u:" + session.userId()).get(0);
        RedisInspector.command(Command.HSET, user, "erasing", 1);
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void theRefreshTokenOfASessionThatRanOutIsExpired() {
        LoggedIn session = logIn(Wechat.newPhone());
        RedisInspector.expireSession(session.handle());
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("session_expired"));
    }

    @Test
    void noRefreshRevivesASession() throws Exception {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        Parallel.times(10, () -> refresh(session.refreshToken()).statusCode());
        current(session.accessToken()).then().statusCode(401);
    }

    @Test
    void theIndexOfAUsersSessionsLivesAsLongAsTheLongestOfThem() {
        String phone = Wechat.newPhone();
        LoggedIn longest = logIn(phone);
        LoggedIn session = logIn(phone);
        RedisInspector.changeSession(session.handle(), record -> record.put("x", record.getLong("t") + 600_000));
        refresh(session.refreshToken()).then().statusCode(200);
        assertThat(RedisInspector.sessionLife(session.handle())).isLessThanOrEqualTo(Duration.ofMinutes(10));
        String index = RedisInspector.keys("wxs:{*}:us:" + longest.userId()).get(0);
        assertThat(RedisInspector.command(Command.TTL, index).toInteger()).isBetween(7 * 24 * 3600 - 60, 7 * 24 * 3600);
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "a.0.b", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "..",
            "eyJhbGciOiJub25lIn0.e30." })
    void whatIsNoRefreshTokenOfOursIsInvalid(String token) {
        refresh(token).then().statusCode(401).body("code", is("refresh_invalid")).body("action", is("relogin"));
    }

    @Test
    void aRefreshTokenWithAnotherGenerationIsInvalid() {
        String token = logIn(Wechat.newPhone()).refreshToken();
        refresh(token.replaceFirst("\\.0\\.", ".1.")).then().statusCode(401).body("code", is("refresh_invalid"));
        refresh(token.replaceFirst("\\.0\\.", ".00.")).then().statusCode(401).body("code", is("refresh_invalid"));
    }

    @Test
    void anAccessTokenIsNoRefreshTokenNorTheReverse() {
        LoggedIn session = logIn(Wechat.newPhone());
        refresh(session.accessToken()).then().statusCode(401).body("code", is("refresh_invalid"));
        current(session.refreshToken()).then().statusCode(401).body("code", is("token_invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"refreshToken\":\"\"}", "{\"refreshToken\":5}", "{\"refreshToken\":null}" })
    void aRequestWithoutRefreshTokenNamesTheField(String body) {
        given().contentType(ContentType.JSON).body(body).post("/v1/sessions/refresh").then().statusCode(400)
                .body("code", is("invalid_request")).body("violations[0].field", is("refreshToken"));
    }

    private static void loseIndex(LoggedIn session) {
        RedisInspector.delete(RedisInspector.keys("wxs:{*}:us:" + session.userId()).get(0));
    }

    private static int generation(Response answer) {
        return Integer.parseInt(answer.then().statusCode(200).extract().<String> path("refreshToken").split("\\.")[1]);
    }
}
