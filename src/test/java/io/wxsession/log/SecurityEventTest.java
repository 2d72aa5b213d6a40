package io.wxsession.log;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** What whoever watches over security finds in the log. Looks into it, so only where the service runs in the same process. */
@QuarkusTest
@TestProfile(SecurityEventTest.JustStarted.class)
class SecurityEventTest extends ServiceTest {

    /** Of its own, because some events are logged once a minute. */
    public static class JustStarted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wxsession.limits.phone-failures-per-user", "1/1H");
        }
    }

    private CollectedLog log;

    @BeforeEach
    void collect() {
        log = CollectedLog.open();
    }

    @AfterEach
    void end() {
        log.close();
    }

    private List<String> events() {
        return log.atLeast(Level.INFO).filter(line -> line.category().equals("wxsession.security"))
                .map(CollectedLog.Line::event).toList();
    }

    private static String user(String id) {
        return "/internal/v1/users/" + id;
    }

    @Test
    void aSupersededRefreshTokenThatComesAgain() {
        LoggedIn session = logIn(Wechat.newPhone());
        String second = refresh(session.refreshToken()).path("refreshToken");
        refresh(second).then().statusCode(200);
        refresh(session.refreshToken()).then().statusCode(401);
        assertThat(events()).containsExactly("refresh_reused");
    }

    @Test
    void aBanItsEndAndAnErasure() {
        String id = logIn(Wechat.newPhone()).userId();
        TestServiceClient.OPERATOR.request().put(user(id) + "/ban").then().statusCode(204);
        TestServiceClient.OPERATOR.request().delete(user(id) + "/ban").then().statusCode(204);
        TestServiceClient.OPERATOR.request().delete(user(id)).then().statusCode(204);
        TestServiceClient.OPERATOR.request().delete(user(id)).then().statusCode(204);
        assertThat(events()).containsExactly("user_banned", "ban_lifted", "user_erased");
        assertThat(log.atLeast(Level.INFO)).filteredOn(line -> line.event() != null)
                .allSatisfy(line -> assertThat(line.message()).contains(id));
    }

    @Test
    void withoutTracesNoLineHasATraceId() {
        TestServiceClient.OPERATOR.request().header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .delete(user(logIn(Wechat.newPhone()).userId())).then().statusCode(204);
        assertThat(events()).containsExactly("user_erased");
        assertThat(log.atLeast(Level.INFO)).allMatch(line -> line.traceId() == null);
    }

    @Test
    void theLiftingOfABanByOpenidDoesNotNameTheOpenid() {
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.APP).queryParam("openid", "o-secret-openid")
                .delete("/internal/v1/bans").then().statusCode(204);
        assertThat(events()).containsExactly("ban_lifted");
        assertThat(log.atLeast(Level.INFO)).noneMatch(line -> line.message().contains("o-secret-openid"));
    }

    @Test
    void aLimitThatIsMetOnceAMinute() {
        LoggedIn session = logIn(Wechat.newPhone());
        for (int i = 0; i < 3; i++) {
            bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", "secret-code"))
                    .post("/v1/user/phone-number");
        }
        assertThat(events()).containsExactly("rate_limited");
        assertThat(log.atLeast(Level.INFO)).noneMatch(line -> line.message().contains("secret-code"));
    }

    @Test
    void aWrongSecretOfAServiceClientOnceAMinuteAndUnknownIdsUnderOneName() {
        for (String id : List.of("operator", "operator", "invented-1", "invented-2")) {
            given().auth().preemptive().basic(id, "secret-guess").get(user("u_AAAAAAAAAAAAAAAAAAAAAAAA")).then()
                    .statusCode(401);
        }
        assertThat(events()).containsExactly("client_unauthorized", "client_unauthorized");
        assertThat(log.atLeast(Level.INFO)).noneMatch(
                line -> line.message().contains("invented") || line.message().contains("secret-guess"));
    }

    @Test
    void aRefusedPushOnceAMinute() {
        for (int i = 0; i < 3; i++) {
            given().contentType(ContentType.JSON).queryParam("signature", "forged").queryParam("timestamp", "1")
                    .queryParam("nonce", "x").body("{}").post("/wechat/events/" + TestEnvironment.APP).then().statusCode(401);
        }
        assertThat(events()).containsExactly("push_refused");
    }
}
