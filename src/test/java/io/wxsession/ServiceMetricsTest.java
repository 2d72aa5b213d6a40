package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** What the service counts and measures. */
@QuarkusTest
class ServiceMetricsTest extends ServiceTest {

    private static final String APP = label("app", TestEnvironment.APP);

    private MetricsPage before;

    @BeforeEach
    void readBefore() {
        current(logIn(Wechat.newPhone()).accessToken()).then().statusCode(200);
        before = MetricsPage.read();
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }

    private double increase(String name, String... labels) {
        return MetricsPage.read().sum(name, labels) - before.sum(name, labels);
    }

    private static String ended(String reason) {
        return label("reason", reason);
    }

    @ParameterizedTest
    @CsvSource({ "wxsession_logins_total", "wxsession_login_seconds_count", "wxsession_login_seconds_bucket",
            "wxsession_sessions_opened_total", "wxsession_tokens_verified_total", "wxsession_wechat_requests_seconds_count",
            "wxsession_wechat_breaker_open", "wxsession_redis_commands_seconds_count", "wxsession_redis_pending",
            "wxsession_redis_reconnects_total", "wxsession_redis_deadline_misses_total", "wxsession_signing_key_age_seconds",
            "wxsession_clock_offset_seconds" })
    void aMetricIsThereAfterALoginAndARequest(String name) {
        assertThat(before.has(name)).as(before.toString()).isTrue();
    }

    @Test
    void aLoginIsCountedByItsOutcomeAndMeasured() {
        logIn(Wechat.newPhone());
        sendLogin(loginBody("no-code")).then().statusCode(400);
        assertThat(increase("wxsession_logins_total", APP, label("outcome", "ok"))).isEqualTo(1);
        assertThat(increase("wxsession_logins_total", APP, label("outcome", "code_invalid"))).isEqualTo(1);
        assertThat(increase("wxsession_login_seconds_count")).isEqualTo(2);
        assertThat(increase("wxsession_sessions_opened_total", APP)).isEqualTo(1);
    }

    @Test
    void aSessionThatEndsIsCountedByTheReason() {
        LoggedIn loggedOut = logIn(Wechat.newPhone());
        bearer(loggedOut.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        bearer(loggedOut.accessToken()).delete("/v1/sessions/current").then().statusCode(401);
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("revoked"))).isEqualTo(1);

        String phone = Wechat.newPhone();
        LoggedIn first = logIn(phone);
        given().contentType(ContentType.JSON).header("Authorization", "Bearer " + first.accessToken())
                .body(loginBody(Wechat.code(phone))).post("/v1/sessions").then().statusCode(201);
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("replaced"))).isEqualTo(1);
    }

    @Test
    void theOldestOfTooManySessionsIsCountedAsKicked() {
        String phone = Wechat.newPhone();
        for (int i = 0; i < 7; i++) {
            logIn(phone);
        }
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("kicked"))).isEqualTo(2);
    }

    @Test
    void allSessionsThatABanOrASignOutEndsAreCounted() {
        String phone = Wechat.newPhone();
        String id = logIn(phone).userId();
        logIn(phone);
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + id + "/sessions").then().statusCode(204);
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("revoked"))).isEqualTo(2);
        logIn(phone);
        TestServiceClient.OPERATOR.request().put("/internal/v1/users/" + id + "/ban").then().statusCode(204);
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("banned"))).isEqualTo(1);
    }

    @Test
    void theSessionsOfAnErasedUserAreCounted() {
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + logIn(Wechat.newPhone()).userId()).then()
                .statusCode(204);
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("revoked"))).isEqualTo(1);
    }

    @Test
    void aReusedRefreshTokenIsCountedAsAnEnd() {
        LoggedIn session = logIn(Wechat.newPhone());
        String second = refresh(session.refreshToken()).then().statusCode(200).extract().path("refreshToken");
        refresh(second).then().statusCode(200);
        refresh(session.refreshToken()).then().statusCode(401);
        assertThat(increase("wxsession_sessions_ended_total", APP, ended("refresh_reused"))).isEqualTo(1);
        assertThat(increase("wxsession_refreshes_total", label("outcome", "ok"))).isEqualTo(2);
        assertThat(increase("wxsession_refreshes_total", label("outcome", "refresh_reused"))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "http-502, failed", "40029, code_invalid", "40125, misconfigured", "45009, rate_limited",
            "45011, rate_limited", "without-openid, failed", "number-openid, failed", "without-session-key, failed",
            "malformed-session-key, failed" })
    void aRequestToWechatIsMeasuredByItsOutcome(String fault, String outcome) {
        Wechat.fault(fault, 1);
        sendLogin(loginBody(Wechat.code(Wechat.newPhone())));
        assertThat(increase("wxsession_wechat_requests_seconds_count", APP, label("operation", "jscode2session"),
                label("outcome", outcome))).isEqualTo(1);
    }

    @Test
    void aResponseThatComesTooLateIsATimeout() {
        Wechat.slowExchanges(5, 1);
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(503);
        assertThat(increase("wxsession_wechat_requests_seconds_count", APP, label("operation", "jscode2session"),
                label("outcome", "timeout"))).isEqualTo(1);
    }

    @Test
    void aPhoneNumberThatWechatLeavesOutIsAFailedRequest() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        Wechat.fault("/wxa/business/getuserphonenumber", "without-phone-info", 1);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number").then().statusCode(503);
        assertThat(increase("wxsession_wechat_requests_seconds_count", APP, label("operation", "getuserphonenumber"),
                label("outcome", "failed"))).isEqualTo(1);
    }

    @Test
    void theAgeOfAnAccessTokenOfWechatIsShown() {
        TestServiceClient.OPERATOR.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token").then()
                .statusCode(200);
        assertThat(MetricsPage.read().has("wxsession_wechat_access_token_age_seconds")).isTrue();
        assertThat(MetricsPage.read().sum("wxsession_wechat_access_token_age_seconds", APP)).isBetween(0.0, 3600.0);
    }

    @Test
    void decryptionsAndBindingsAreCountedByOutcome() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("encryptedData", "A".repeat(22) + "==", "iv", "A".repeat(22) + "==")).post("/v1/decrypt").then()
                .statusCode(422);
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("credentials", Map.of("name", "acct:metrics", "password", "wrong"))).put("/v1/user/binding").then()
                .statusCode(403);
        assertThat(increase("wxsession_decryptions_total", label("outcome", "decryption_failed"))).isEqualTo(1);
        assertThat(increase("wxsession_bindings_total", label("outcome", "binding_refused"))).isEqualTo(1);
    }

    @Test
    void aPushIsCountedByEventAndOutcome() {
        given().contentType(ContentType.JSON).queryParam("signature", "x").queryParam("timestamp", "1").queryParam("nonce", "x")
                .body("{}").post("/wechat/events/" + TestEnvironment.APP).then().statusCode(401);
        assertThat(increase("wxsession_pushes_total", APP, label("event", "unknown"), label("outcome", "refused")))
                .isEqualTo(1);
        Wechat.listensForEvents(TestEnvironment.APP,
                "http://127.0.0.1:" + RestAssured.port + "/wechat/events/" + TestEnvironment.APP, TestEnvironment.PUSH_TOKEN,
                TestEnvironment.PUSH_AES_KEY);
        String phone = Wechat.newPhone();
        logIn(phone);
        for (String event : List.of("user_info_modified", "user_authorization_revoke", "user_authorization_cancellation")) {
            Wechat.push(phone, event.endsWith("revoke") ? Map.of("event", event, "revokeInfo", "8") : Map.of("event", event));
            assertThat(increase("wxsession_pushes_total", APP, label("event", event), label("outcome", "ok"))).isEqualTo(1);
        }
    }

    @Test
    void verifiedTokensAreCountedByWhatProvedThem() {
        current(logIn(Wechat.newPhone()).accessToken()).then().statusCode(200);
        assertThat(increase("wxsession_tokens_verified_total", label("how", "digest"), label("outcome", "valid"))).isEqualTo(1);
    }

    @Test
    void aNewRedisThatKnowsNoScriptYetRefusesNothing() {
        RedisInspector.command(Command.SCRIPT, "FLUSH");
        logIn(Wechat.newPhone());
        assertThat(increase("wxsession_redis_commands_seconds_count", label("outcome", "refused"))).isZero();
    }

    @Test
    void withoutRedisALookAtReadinessIsCountedThoughNoPhoneComesAnyMore() {
        NetworkFaults.REDIS.cut();
        given().port(Integer.parseInt(System.getProperty("test.management"))).get("/q/health/ready").then().statusCode(503);
        assertThat(increase("wxsession_redis_commands_seconds_count", label("outcome", "unanswered"))).isPositive();
    }

    @Test
    void noLabelHoldsWhatBelongsToOneUser() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        String openid = TestServiceClient.OPERATOR.request().get("/internal/v1/users/" + session.userId()).then()
                .statusCode(200)
                .extract().path("openid");
        for (String secret : List.of(session.accessToken(), session.refreshToken(), session.userId(), handle, openid)) {
            assertThat(MetricsPage.read().toString()).doesNotContain(secret);
        }
    }
}
