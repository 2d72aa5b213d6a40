package io.wxsession.testing;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.restassured.http.ContentType;
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
        return code(phone, Backing.APP);
    }

    /** What {@code wx.login} gives on that phone in an app. */
    public static String code(String phone, String appId) {
        return simulator().contentType(ContentType.JSON).body(Map.of("appId", appId))
                .post("/simulator/phones/" + phone + "/login")
                .then().statusCode(200).extract().path("code");
    }

    /** Another user signs in to WeChat on that phone. */
    public static void switchUser(String phone, String user) {
        simulator().contentType(ContentType.JSON).body(Map.of("user", user)).put("/simulator/phones/" + phone + "/user")
                .then().statusCode(204);
    }

    /** WeChat's id of a user in the main app. */
    public static String openid(String user) {
        return simulator().queryParam("appId", Backing.APP).get("/simulator/users/" + user).then().statusCode(200)
                .extract().path("openid");
    }

    /** The session_key of a user in the main app, which must never be seen outside. */
    public static String sessionKey(String user) {
        return simulator().queryParam("appId", Backing.APP).get("/simulator/users/" + user + "/session-key").then()
                .statusCode(200)
                .extract().path("sessionKey");
    }

    /** The next so many exchanges of codes for the main app go wrong in that way. */
    public static void fault(String fault, int times) {
        Map<String, Object> order = new HashMap<>(Map.of("path", EXCHANGE, "fault", fault, "times", times));
        order.put("appId", Backing.APP);
        simulator().contentType(ContentType.JSON).body(order).put("/simulator/faults").then().statusCode(204);
    }

    /** Nothing more goes wrong. */
    public static void endFaults() {
        simulator().delete("/simulator/faults").then().statusCode(204);
    }

    /** Time passes at WeChat. */
    public static void advanceClock(int seconds) {
        simulator().contentType(ContentType.JSON).body(Map.of("advanceSeconds", seconds)).post("/simulator/clock")
                .then().statusCode(200);
    }

    /** How many exchanges WeChat was asked for since the last {@link #reset}. */
    public static int exchanges() {
        Response calls = simulator().queryParam("path", EXCHANGE).get("/simulator/calls");
        return calls.then().statusCode(200).extract().path("count");
    }

    /** All faults, calls and settings are forgotten. */
    public static void reset() {
        simulator().delete("/simulator").then().statusCode(204);
    }

    /** Where it is. */
    public static String url() {
        return "http://127.0.0.1:" + System.getProperty(Backing.SIMULATOR);
    }

    private static RequestSpecification simulator() {
        return given().baseUri(url());
    }
}
