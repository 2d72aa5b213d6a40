package io.wxsession.simulator;

import static io.restassured.RestAssured.given;

import java.util.Map;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.wxsession.testing.Blocking;

/** A simulated WeChat by itself, and short ways to speak to it. */
final class SimulatedWechat implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final String APP = "wx0123456789abcdef";
    static final String OTHER_APP = "wxfedcba9876543210";
    static final String SECRET = "secret-of-both";

    private Vertx vertx;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        port = Blocking.get(new WechatSimulator(vertx, Map.of(APP, SECRET, OTHER_APP, SECRET)).listen(0));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        request().delete("/simulator").then().statusCode(204);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Blocking.get(vertx.close());
    }

    Vertx vertx() {
        return vertx;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    RequestSpecification request() {
        return given().baseUri("http://127.0.0.1:" + port);
    }

    RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** A GET with these names and values. */
    JsonPath get(String path, Object... parameters) {
        RequestSpecification request = request();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i].toString(), parameters[i + 1]);
        }
        return request.get(path).then().statusCode(200).extract().jsonPath();
    }

    String plainToken() {
        return get("/cgi-bin/token", "grant_type", "client_credential", "appid", APP, "secret", SECRET)
                .getString("access_token");
    }

    JsonPath stable(String appId, boolean force) {
        return json(Map.of("grant_type", "client_credential", "appid", appId, "secret", SECRET, "force_refresh", force))
                .post("/cgi-bin/stable_token").then().statusCode(200).extract().jsonPath();
    }

    String stableToken() {
        return stable(APP, false).getString("access_token");
    }

    /** The errcode of a call that needs nothing but that token; 44002 if the token was good. */
    int use(String token) {
        return request().queryParam("access_token", token).post("/wxa/business/getuserphonenumber").then().statusCode(200)
                .extract().path("errcode");
    }

    void passes(long seconds) {
        json(Map.of("advanceSeconds", seconds)).post("/simulator/clock").then().statusCode(200);
    }

    void fault(String path, String fault) {
        json(Map.of("path", path, "fault", fault, "times", 1)).put("/simulator/faults").then().statusCode(204);
    }

    int calls(String path) {
        return get("/simulator/calls", "path", path).getInt("count");
    }

    /** The code of a login on a phone, by which WeChat knows the user. */
    String logIn(String phone) {
        return control("/simulator/phones/" + phone + "/login", Map.of("appId", APP)).path("code");
    }

    Response control(String path, Map<String, ?> body) {
        return json(body).post(path).then().statusCode(200).extract().response();
    }

    String openid(String user) {
        return get("/simulator/users/" + user, "appId", APP).getString("openid");
    }

    String sessionKey(String user) {
        return get("/simulator/users/" + user + "/session-key", "appId", APP).getString("sessionKey");
    }
}
