package io.wxsession.login;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class SessionListTest extends ServiceTest {

    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50(0x18003237) NetType/WIFI Language/zh_CN";

    @Test
    void aUserSeesAllSessionsTheYoungestFirst() {
        String phone = Wechat.newPhone();
        LoggedIn first = logIn(phone);
        LoggedIn second = LoggedIn.of(given().contentType(ContentType.JSON).header("User-Agent", IPHONE)
                .body(MiniProgram.loginBody(Wechat.code(phone))).post("/v1/sessions"));
        MiniProgram.refresh(first.refreshToken()).then().statusCode(200);
        Response answer = bearer(first.accessToken()).get("/v1/sessions");
        answer.then().statusCode(200).header("Cache-Control", "no-store")
                .body("sessions.handle", contains(second.handle(), first.handle()))
                .body("sessions.current", contains(false, true))
                .body("sessions.client", contains("WeChat 8.0.50, iOS", null))
                .body("sessions[0].keySet().sort()", contains("client", "createdAt", "current", "handle", "lastRefreshedAt"));
        assertThat(Instant.parse(answer.path("sessions[1].lastRefreshedAt")))
                .isAfter(Instant.parse(answer.path("sessions[1].createdAt")));
        assertThat((String) answer.path("sessions[0].lastRefreshedAt")).isEqualTo(answer.path("sessions[0].createdAt"));
    }

    @Test
    void sessionsOfOthersAndOfOtherAppsAreNotListed() {
        String phone = Wechat.newPhone();
        LoggedIn here = logIn(phone);
        logIn(Wechat.newPhone());
        MiniProgram
                .sendLogin(java.util.Map.of("appId", TestEnvironment.OTHER_APP, "code",
                        Wechat.code(phone, TestEnvironment.OTHER_APP)))
                .then().statusCode(201);
        bearer(here.accessToken()).get("/v1/sessions").then().body("sessions.handle", contains(here.handle()));
    }

    @Test
    void aSessionCanBeEndedByItsHandle() {
        String phone = Wechat.newPhone();
        LoggedIn lost = logIn(phone);
        LoggedIn kept = logIn(phone);
        String handle = lost.handle();
        bearer(kept.accessToken()).delete("/v1/sessions/" + handle).then().statusCode(204);
        current(lost.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        MiniProgram.refresh(lost.refreshToken()).then().statusCode(401).body("code", is("session_revoked"));
        current(kept.accessToken()).then().statusCode(200);
        bearer(kept.accessToken()).delete("/v1/sessions/" + handle).then().statusCode(404).body("code", is("not_found"));
    }

    @Test
    void aSessionOfSomebodyElseCannotBeEnded() {
        LoggedIn victim = logIn(Wechat.newPhone());
        LoggedIn attacker = logIn(Wechat.newPhone());
        bearer(attacker.accessToken()).delete("/v1/sessions/" + victim.handle()).then().statusCode(404)
                .body("code", is("not_found"));
        current(victim.accessToken()).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "AAAAAAAAAAAAAAAAAAAAAAAA", "CURRENT", "%00", "a%2Fb" })
    void aHandleThatIsNoneIsNotFound(String handle) {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).urlEncodingEnabled(false).delete("/v1/sessions/" + handle).then().statusCode(404)
                .body("code", is("not_found"));
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void allSessionsCanBeEndedAtOnce() {
        String phone = Wechat.newPhone();
        LoggedIn one = logIn(phone);
        LoggedIn other = logIn(phone);
        bearer(one.accessToken()).delete("/v1/sessions").then().statusCode(204);
        current(one.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        current(other.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void allSessionsButTheCurrentOneCanBeEnded() {
        String phone = Wechat.newPhone();
        LoggedIn here = logIn(phone);
        LoggedIn there = logIn(phone);
        bearer(here.accessToken()).delete("/v1/sessions?except=current").then().statusCode(204);
        current(here.accessToken()).then().statusCode(200);
        current(there.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void noOtherExceptionIsKnown() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).delete("/v1/sessions?except=some").then().statusCode(400)
                .body("code", is("invalid_request")).body("violations.field", contains("except"));
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void listingNeedsACredential() {
        given().get("/v1/sessions").then().statusCode(401).body("code", is("token_missing"));
        given().delete("/v1/sessions").then().statusCode(401).body("code", is("token_missing"));
        given().auth().preemptive().basic("gateway", "x").get("/v1/sessions").then().statusCode(401)
                .body("code", is("token_missing"));
    }
}
