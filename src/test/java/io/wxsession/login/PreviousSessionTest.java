package io.wxsession.login;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.hamcrest.Matchers.is;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class PreviousSessionTest extends ServiceTest {

    /** Every way in which a login may name the session that it supersedes. */
    enum Naming {
        BEARER {
            @Override
            void name(LoggedIn old, RequestSpecification request, Map<String, Object> body) {
                request.header("Authorization", "Bearer " + old.accessToken());
            }
        },
        SKEY {
            @Override
            void name(LoggedIn old, RequestSpecification request, Map<String, Object> body) {
                request.header("X-WX-Skey", old.accessToken());
            }
        },
        REFRESH_TOKEN {
            @Override
            void name(LoggedIn old, RequestSpecification request, Map<String, Object> body) {
                body.put("refreshToken", old.refreshToken());
            }
        },
        ALL_AT_ONCE {
            @Override
            void name(LoggedIn old, RequestSpecification request, Map<String, Object> body) {
                BEARER.name(old, request, body);
                SKEY.name(old, request, body);
                REFRESH_TOKEN.name(old, request, body);
            }
        };

        abstract void name(LoggedIn old, RequestSpecification request, Map<String, Object> body);

        Response loginInstead(LoggedIn old, String code) {
            RequestSpecification request = given().contentType(ContentType.JSON);
            Map<String, Object> body = loginBody(code);
            name(old, request, body);
            return request.body(body).post("/v1/sessions");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameUsersNewLoginReplacesTheOldSession(Naming naming) {
        String phone = Wechat.newPhone();
        LoggedIn old = logIn(phone);
        Response answer = naming.loginInstead(old, Wechat.code(phone));
        answer.then().statusCode(201).body("previousSession", is("replaced")).body("user.id", is(old.userId()));
        current(old.accessToken()).then().statusCode(401).body("code", is("session_replaced"));
        current(answer.path("accessToken")).then().statusCode(200);
    }

    @ParameterizedTest
    @EnumSource
    void anotherUserOnThePhoneSwitchesAndTheOldSessionEnds(Naming naming) {
        String phone = Wechat.newPhone();
        LoggedIn old = logIn(phone);
        Wechat.switchUser(phone, phone + "-other");
        Response answer = naming.loginInstead(old, Wechat.code(phone));
        answer.then().statusCode(201).body("previousSession", is("switched"));
        current(old.accessToken()).then().statusCode(401).body("code", is("session_replaced"));
        refresh(old.refreshToken()).then().statusCode(401).body("code", is("session_replaced"));
        current(answer.path("accessToken")).then().statusCode(200);
    }

    @Test
    void anExpiredAccessTokenCanReplaceItsOwnUsersSession() {
        String phone = Wechat.newPhone();
        LoggedIn old = logIn(phone);
        given().header("Authorization", "Bearer " + ForgedAccessTokens.expired(old.accessToken())).contentType(ContentType.JSON)
                .body(loginBody(Wechat.code(phone))).post("/v1/sessions").then().statusCode(201)
                .body("previousSession", is("replaced"));
        current(old.accessToken()).then().statusCode(401).body("code", is("session_replaced"));
    }

    @Test
    void anExpiredAccessTokenCannotEndAnotherUsersSession() {
        LoggedIn victim = logIn(Wechat.newPhone());
        given().header("Authorization", "Bearer " + ForgedAccessTokens.expired(victim.accessToken()))
                .contentType(ContentType.JSON)
                .body(loginBody(Wechat.code(Wechat.newPhone()))).post("/v1/sessions").then().statusCode(201)
                .body("previousSession", is("none"));
        current(victim.accessToken()).then().statusCode(200);
    }

    @Test
    void anotherAppsSessionIsLeftAlone() {
        String phone = Wechat.newPhone();
        LoggedIn here = logIn(phone);
        sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(phone, TestEnvironment.OTHER_APP),
                "refreshToken",
                here.refreshToken()))
                .then().statusCode(201).body("previousSession", is("none"));
        current(here.accessToken()).then().statusCode(200);
    }

    @Test
    void aSessionThatHasEndedIsNoPreviousOne() {
        String phone = Wechat.newPhone();
        LoggedIn old = logIn(phone);
        given().header("Authorization", "Bearer " + old.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        Naming.REFRESH_TOKEN.loginInstead(old, Wechat.code(phone)).then().statusCode(201).body("previousSession", is("none"));
    }

    @Test
    void aRefusedCodeLeavesThePreviousSessionAlone() {
        LoggedIn old = logIn(Wechat.newPhone());
        Naming.BEARER.loginInstead(old, Wechat.newPhone() + "-no-code").then().statusCode(400).body("code", is("code_invalid"));
        current(old.accessToken()).then().statusCode(200);
    }
}
