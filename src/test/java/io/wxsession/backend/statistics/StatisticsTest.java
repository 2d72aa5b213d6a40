package io.wxsession.backend.statistics;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class StatisticsTest extends ServiceTest {

    private static Response statistics(int days) {
        return TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.OTHER_APP).queryParam("days", days)
                .get("/internal/v1/stats");
    }

    private static LoggedIn logIn(String phone) {
        return LoggedIn
                .of(sendLogin(
                        Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(phone, TestEnvironment.OTHER_APP))));
    }

    @Test
    void usersAndSessionsAreCountedExactly() {
        Response before = statistics(1);
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        logIn(phone);
        LoggedIn other = logIn(Wechat.newPhone());
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "n")).put("/v1/user/profile");
        TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(Map.of("accountId", phone))
                .put("/internal/v1/users/" + session.userId() + "/binding").then().statusCode(204);
        bearer(other.accessToken()).delete("/v1/sessions/current");
        statistics(1).then().statusCode(200).body("appId", is(TestEnvironment.OTHER_APP))
                .body("users", is((int) before.path("users") + 2))
                .body("registered", is((int) before.path("registered") + 1))
                .body("bound", is((int) before.path("bound") + 1))
                .body("activeSessions", is((int) before.path("activeSessions") + 2));
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + session.userId()).then().statusCode(204);
        statistics(1).then().body("users", is((int) before.path("users") + 1))
                .body("registered", is((int) before.path("registered"))).body("bound", is((int) before.path("bound")))
                .body("activeSessions", is((int) before.path("activeSessions")));
    }

    @Test
    void aSessionThatEndsByItselfIsTakenOffOnceItsMinuteIsOver() {
        int before = statistics(1).path("activeSessions");
        LoggedIn session = logIn(Wechat.newPhone());
        statistics(1).then().body("activeSessions", is(before + 1));
        RedisInspector.letMinutePass(session.handle(), session.userId(), TestEnvironment.OTHER_APP);
        statistics(1).then().body("activeSessions", is(before));
        statistics(1).then().body("activeSessions", is(before));
    }

    @Test
    void countingCostsTheSameForAnyNumberOfUsers() {
        logIn(Wechat.newPhone());
        List<List<String>> commands = RedisInspector.commandsDuring(() -> statistics(1).then().statusCode(200));
        assertThat(commands).noneMatch(command -> command.toString().matches(".*:(u|us|s):.*"));
        assertThat(commands.stream().filter(command -> command.get(0).equalsIgnoreCase("EVALSHA"))
                .map(command -> command.get(3)).filter(key -> key.endsWith(TestEnvironment.OTHER_APP)).distinct())
                .hasSize(1024);
    }

    @Test
    void eachDayHasItsNewAndActiveUsersTheOldestFirst() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        logIn(Wechat.newPhone());
        Awaitility.await().untilAsserted(() -> statistics(3).then().body("days.size()", is(3)).body("days[2].date", is(today))
                .body("days[0].date", is(LocalDate.parse(today).minusDays(2).toString()))
                .body("days[2].newUsers", greaterThanOrEqualTo(1)).body("days[2].activeUsers", greaterThanOrEqualTo(1))
                .body("days[0].newUsers", is(0)));
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.OTHER_APP).get("/internal/v1/stats").then()
                .body("days.size()", is(30));
    }

    @Test
    void aLoginShowsAtOnceThoughTheUsersOfADayAreCountedTogether() {
        Response before = statistics(1);
        List<List<String>> commands = RedisInspector
                .commandsDuring(() -> IntStream.range(0, 40).parallel().forEach(phone -> logIn(Wechat.newPhone())));
        statistics(1).then().body("days[0].newUsers", is((int) before.path("days[0].newUsers") + 40))
                .body("days[0].activeUsers", greaterThanOrEqualTo((int) before.path("days[0].activeUsers") + 38));
        assertThat(commands).filteredOn(command -> command.toString().contains("wxs:new:")).hasSizeLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "401", "-1", "x", "1.5" })
    void theNumberOfDaysIsFromOneToFourHundred(String days) {
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.OTHER_APP).queryParam("days", days)
                .get("/internal/v1/stats")
                .then().statusCode(400).body("violations.field", contains("days"));
        statistics(400).then().statusCode(200).body("days.size()", is(400));
    }

    @Test
    void onlyThoseWithTheRoleMayKnow() {
        TestServiceClient.GATEWAY.request().queryParam("appId", TestEnvironment.APP).get("/internal/v1/stats").then()
                .statusCode(403);
        TestServiceClient.LIMITED.request().queryParam("appId", TestEnvironment.APP).get("/internal/v1/stats").then()
                .statusCode(404);
        TestServiceClient.STATISTICIAN.request().queryParam("appId", TestEnvironment.APP).get("/internal/v1/stats").then()
                .statusCode(200);
    }
}
