package io.wxsession.security;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class CookieTest extends ServiceTest {

    private static Response logIn() {
        return sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(201).extract().response();
    }

    @Test
    void aLoginSetsACookieThatScriptsAndOtherSitesCannotUse() {
        Response answer = logIn();
        Cookie cookie = answer.detailedCookie("wxs");
        assertThat(cookie.getValue()).isEqualTo(answer.path("accessToken"));
        assertThat(cookie.isSecured()).isTrue();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getMaxAge()).isEqualTo(((Number) answer.path("refreshExpiresIn")).longValue());
    }

    @Test
    void theCookieIsACredential() {
        Response answer = logIn();
        given().cookie("wxs", answer.cookie("wxs")).get("/v1/sessions/current").then().statusCode(200)
                .body("user.id", is((String) answer.path("user.id")));
    }

    @Test
    void aRefreshSetsTheNextCookie() {
        Response answer = MiniProgram.refresh(logIn().path("refreshToken"));
        assertThat(answer.cookie("wxs")).isEqualTo(answer.path("accessToken"));
    }

    @Test
    void aLogoutClearsTheCookie() {
        Response answer = given().cookie("wxs", logIn().cookie("wxs")).delete("/v1/sessions/current");
        answer.then().statusCode(204);
        assertThat(answer.detailedCookie("wxs").getMaxAge()).isZero();
        assertThat(answer.cookie("wxs")).isEmpty();
    }

    @Test
    void anExpiredTokenInTheCookieAsksForARefresh() {
        given().cookie("wxs", ForgedAccessTokens.expired(logIn().cookie("wxs"))).get("/v1/sessions/current").then()
                .statusCode(401).body("code", is("token_expired"));
    }

    @Test
    void aCookieAndAHeaderMustAgree() {
        String one = logIn().cookie("wxs");
        String other = logIn().cookie("wxs");
        given().cookie("wxs", one).header("Authorization", "Bearer " + one).get("/v1/sessions/current").then().statusCode(200);
        given().cookie("wxs", one).header("Authorization", "Bearer " + other).get("/v1/sessions/current").then()
                .statusCode(400).body("code", is("invalid_request"));
        given().cookie("wxs", one).header("X-WX-Skey", other).get("/auth/verify").then().statusCode(401);
    }

    @Test
    void twoDifferentCookiesAreTwoDifferentCredentials() {
        String one = logIn().cookie("wxs");
        String other = logIn().cookie("wxs");
        given().header("Cookie", "wxs=" + one + "; wxs=" + other).get("/v1/sessions/current").then().statusCode(400);
        given().header("Cookie", "wxs=" + one + "; wxs=" + other).get("/auth/verify").then().statusCode(401);
        given().header("Cookie", "a=b; wxs=" + one).get("/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void endingTheOwnSessionByHandleClearsTheCookieToo() {
        String cookie = logIn().cookie("wxs");
        String handle = given().cookie("wxs", cookie).get("/v1/sessions/current").path("session.handle");
        Response answer = given().cookie("wxs", cookie).delete("/v1/sessions/" + handle);
        answer.then().statusCode(204);
        assertThat(answer.detailedCookie("wxs").getMaxAge()).isZero();
    }

    @Test
    void endingAllSessionsClearsTheCookieToo() {
        String cookie = logIn().cookie("wxs");
        Response answer = given().cookie("wxs", cookie).delete("/v1/sessions");
        answer.then().statusCode(204);
        assertThat(answer.detailedCookie("wxs").getMaxAge()).isZero();
    }

    @Test
    void aLoginWithTheCookieReplacesItsSession() {
        String phone = Wechat.newPhone();
        String before = sendLogin(loginBody(Wechat.code(phone))).cookie("wxs");
        given().cookie("wxs", before).contentType("application/json").body(loginBody(Wechat.code(phone)))
                .post("/v1/sessions").then().statusCode(201).body("previousSession", is("replaced"));
        given().cookie("wxs", before).get("/v1/sessions/current").then().statusCode(401).body("code", is("session_replaced"));
    }

    @Test
    void theOpenidIsToldWhereTheOperatorWantsIt() {
        String phone = Wechat.newPhone();
        sendLogin(loginBody(Wechat.code(phone))).then().body("user.openid", is(Wechat.openid(phone)));
    }
}
