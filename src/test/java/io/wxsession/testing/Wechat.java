package io.wxsession.testing;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The phones and users of the simulated WeChat, and what can go wrong there. */
public final class Wechat {

    private static final String EXCHANGE = "/sns/jscode2session";
    private static final AtomicLong NAMES = new AtomicLong(System.nanoTime());

    private Wechat() {
    }

    /** A phone, and at first a user of the same name, that no other test knows. */
    public static String newPhone() {
        return "phone-" + NAMES.incrementAndGet();
    }

    /** What {@code wx.login} gives on that phone in the main app. */
    public static String code(String phone) {
        return code(phone, TestEnvironment.APP);
    }

    /** What {@code wx.login} gives on that phone in an app. */
    public static String code(String phone, String appId) {
        return json(Map.of("appId", appId))
                .post("/simulator/phones/" + phone + "/login")
                .then().statusCode(200).extract().path("code");
    }

    /** Another user signs in to WeChat on that phone. */
    public static void switchUser(String phone, String user) {
        json(Map.of("user", user)).put("/simulator/phones/" + phone + "/user")
                .then().statusCode(204);
    }

    /** WeChat's id of a user in the main app. */
    public static String openid(String user) {
        return openid(user, TestEnvironment.APP);
    }

    /** WeChat's id of a user in an app. */
    public static String openid(String user, String appId) {
        return user(user, appId).getString("openid");
    }

    /** WeChat's id of a person over apps, as {@link TestEnvironment#UNION_APP} learns it. */
    public static String unionid(String user) {
        return user(user, TestEnvironment.UNION_APP).getString("unionid");
    }

    private static JsonPath user(String user, String appId) {
        return simulator().queryParam("appId", appId).get("/simulator/users/" + user).then().statusCode(200).extract()
                .jsonPath();
    }

    /** Whether the main app belongs to an Open Platform account, so that it is given unionids. */
    public static void givesUnionids(boolean unionids) {
        json(Map.of("secret", TestEnvironment.APP_SECRET, "unionid", unionids)).put("/simulator/apps/" + TestEnvironment.APP)
                .then().statusCode(204);
    }

    /** The session_key of a user in the main app, which must never be seen outside. */
    public static String sessionKey(String user) {
        return simulator().queryParam("appId", TestEnvironment.APP).get("/simulator/users/" + user + "/session-key").then()
                .statusCode(200)
                .extract().path("sessionKey");
    }

    /** A stable access_token that another program of the main app's team asks for. */
    public static String stableAccessToken() {
        return json(
                Map.of("grant_type", "client_credential", "appid", TestEnvironment.APP, "secret", TestEnvironment.APP_SECRET))
                .post("/cgi-bin/stable_token").then().statusCode(200).extract().jsonPath().getString("access_token");
    }

    /** The next so many exchanges of codes for the main app go wrong in that way. */
    public static void fault(String fault, int times) {
        fault(EXCHANGE, fault, times);
    }

    /** The next so many calls of a WeChat API for the main app go wrong in that way. */
    public static void fault(String path, String fault, int times) {
        fault(TestEnvironment.APP, path, fault, times);
    }

    /** The next so many exchanges of codes for the main app take that long. */
    public static void slowExchanges(double seconds, int times) {
        json(Map.of("path", EXCHANGE, "fault", "slow", "times", times, "appId", TestEnvironment.APP, "delaySeconds", seconds))
                .put("/simulator/faults").then().statusCode(204);
    }

    /** The next exchange of a code for an app goes wrong in that way. */
    public static void faultOfNextExchange(String appId, String fault) {
        fault(appId, EXCHANGE, fault, 1);
    }

    private static void fault(String appId, String path, String fault, int times) {
        Map<String, Object> order = Map.of("path", path, "fault", fault, "times", times, "appId", appId);
        json(order).put("/simulator/faults").then().statusCode(204);
    }

    /** Nothing more goes wrong. */
    public static void endFaults() {
        simulator().delete("/simulator/faults").then().statusCode(204);
    }

    /** Time passes at WeChat. */
    public static void advanceClock(int seconds) {
        json(Map.of("advanceSeconds", seconds)).post("/simulator/clock")
                .then().statusCode(200);
    }

    /** How many exchanges WeChat was asked for since the last {@link #reset}. */
    public static int exchanges() {
        return calls(EXCHANGE);
    }

    /** How often WeChat was asked for that path since the last {@link #reset}. */
    public static int calls(String path) {
        Response calls = simulator().queryParam("path", path).get("/simulator/calls");
        return calls.then().statusCode(200).extract().path("count");
    }

    /** What the phone number button gives on that phone in the main app. */
    public static String phoneCode(String phone) {
        return phoneCode(phone, TestEnvironment.APP);
    }

    /** What the phone number button gives on that phone in an app. */
    public static String phoneCode(String phone, String appId) {
        return json(Map.of("appId", appId)).post("/simulator/phones/" + phone + "/phone-code").then().statusCode(200)
                .extract().path("code");
    }

    /** The operator binds an app to an Open Platform account, so that its users have a unionid. */
    static void givesUnionids(String appId, String secret) {
        json(Map.of("secret", secret, "unionid", true)).put("/simulator/apps/" + appId).then().statusCode(204);
    }

    /** WeChat knows one more app, whose AppSecret is that of all. */
    public static void knowsApp(String appId) {
        json(Map.of("secret", TestEnvironment.APP_SECRET, "unionid", false)).put("/simulator/apps/" + appId).then()
                .statusCode(204);
    }

    /** The phone number that a user bound to WeChat. */
    public static String phoneNumber(String user) {
        return user(user, TestEnvironment.APP).getString("phoneNumber");
    }

    /** Data that WeChat encrypts for that phone in the main app: encryptedData, iv and, of a profile, rawData and signature. */
    public static JsonPath encrypt(String phone, String kind) {
        return encrypt(phone, kind, Map.of());
    }

    /** The same, with what attackers and accidents change in it; a knob {@code appId} chooses another app. */
    public static JsonPath encrypt(String phone, String kind, Map<String, ?> knobs) {
        Map<String, Object> order = new HashMap<>(Map.of("kind", kind, "appId", TestEnvironment.APP));
        order.putAll(knobs);
        return json(order).post("/simulator/phones/" + phone + "/encrypt").then().statusCode(200).extract().jsonPath();
    }

    /** The session_key of a user in the main app becomes another. */
    public static void rotateKey(String user) {
        rotateKey(user, TestEnvironment.APP);
    }

    /** The session_key of a user in an app becomes another. */
    public static void rotateKey(String user, String appId) {
        json(Map.of("appId", appId)).post("/simulator/users/" + user + "/rotate-key").then().statusCode(204);
    }

    /** The session_key of a user in the main app ends, and none takes its place until the next login. */
    public static void expireKey(String user) {
        simulator().queryParam("appId", TestEnvironment.APP).delete("/simulator/users/" + user + "/session-key").then()
                .statusCode(204);
    }

    /** The access_tokens of the main app are no longer the latest. */
    public static void invalidateAccessTokens() {
        invalidateAccessTokens(TestEnvironment.APP);
    }

    /** The access_tokens of an app are no longer the latest. */
    public static void invalidateAccessTokens(String appId) {
        simulator().delete("/simulator/apps/" + appId + "/access-tokens").then().statusCode(204);
    }

    /** The access_tokens that the main app gets from now on last so long. */
    public static void setAccessTokenLifetime(int seconds) {
        json(Map.of("lifetimeSeconds", seconds)).put("/simulator/apps/" + TestEnvironment.APP + "/access-tokens").then()
                .statusCode(204);
    }

    /** WeChat learns where the main app listens for events; without an AES key they come in the clear. */
    public static void listensForEvents(String url, String token, String aesKey) {
        listensForEvents(TestEnvironment.APP, url, token, aesKey);
    }

    /** WeChat learns where an app listens for events; without an AES key they come in the clear. */
    public static void listensForEvents(String appId, String url, String token, String aesKey) {
        Map<String, Object> target = new HashMap<>(Map.of("url", url, "token", token));
        target.put("aesKey", aesKey);
        json(target).put("/simulator/apps/" + appId + "/push").then().statusCode(204);
    }

    /** WeChat pushes an event about a user to the main app: {@code event} and other knobs. What came back, per delivery. */
    public static List<Delivery> push(String user, Map<String, ?> knobs) {
        Map<String, Object> order = new HashMap<>(Map.of("appId", TestEnvironment.APP));
        order.putAll(knobs);
        return json(order).post("/simulator/users/" + user + "/events").then().statusCode(200).extract().jsonPath()
                .getList("deliveries", Delivery.class);
    }

    /** WeChat checks whether the main app listens where it was told. */
    public static UrlCheck urlCheck() {
        return urlCheck(Map.of());
    }

    /** The same, with what attackers change in it. */
    public static UrlCheck urlCheck(Map<String, ?> knobs) {
        return json(knobs).post("/simulator/apps/" + TestEnvironment.APP + "/url-check").then().statusCode(200).extract()
                .as(UrlCheck.class);
    }

    /** What the service answered to a push; status 0 if nothing. */
    public record Delivery(int status, String body) {
    }

    /** What the service answered to a check of its address, and the echo that it should have. */
    public record UrlCheck(int status, String body, String echostr) {
    }

    /** All faults, calls and settings are forgotten; access_tokens that were given are good again. */
    public static void reset() {
        simulator().delete("/simulator").then().statusCode(204);
    }

    /** Where it is. */
    public static String url() {
        return "http://127.0.0.1:" + System.getProperty(TestEnvironment.SIMULATOR);
    }

    private static RequestSpecification json(Object body) {
        return simulator().contentType(ContentType.JSON).body(body);
    }

    private static RequestSpecification simulator() {
        return given().baseUri(url());
    }
}
