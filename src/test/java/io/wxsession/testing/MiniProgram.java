package io.wxsession.testing;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Speaks to the service as a mini-program does. */
public final class MiniProgram {

    private MiniProgram() {
    }

    /** Sends a login with that body and nothing else. */
    public static Response sendLogin(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/v1/sessions");
    }

    /** A login body for the main app. */
    public static Map<String, Object> loginBody(String code) {
        return new HashMap<>(Map.of("appId", TestEnvironment.APP, "code", code));
    }

    /** Logs in on a phone and expects it to succeed. */
    public static LoggedIn logIn(String phone) {
        return LoggedIn.of(sendLogin(loginBody(Wechat.code(phone))).then().statusCode(201).extract().response());
    }

    /** Logs in on a phone in an app and expects it to succeed. */
    public static LoggedIn logIn(String phone, String appId) {
        return LoggedIn.of(sendLogin(Map.of("appId", appId, "code", Wechat.code(phone, appId))).then().statusCode(201).extract()
                .response());
    }

    /** Asks for the current session. */
    public static Response current(String accessToken) {
        return bearer(accessToken).get("/v1/sessions/current");
    }

    /** Sends a refresh. */
    public static Response refresh(String refreshToken) {
        return given().contentType(ContentType.JSON).body(Map.of("refreshToken", refreshToken)).post("/v1/sessions/refresh");
    }

    /** Any request with that access token. */
    public static RequestSpecification bearer(String accessToken) {
        return given().header("Authorization", "Bearer " + accessToken);
    }

    /** What a mini-program holds after a login. */
    public record LoggedIn(String accessToken, String refreshToken, String userId, String previousSession) {

        /** What a successful login answered. */
        public static LoggedIn of(Response answer) {
            return new LoggedIn(answer.path("accessToken"), answer.path("refreshToken"), answer.path("user.id"),
                    answer.path("previousSession"));
        }

        /** The public name of its session. */
        public String handle() {
            return current(accessToken).then().statusCode(200).extract().path("session.handle");
        }
    }
}
