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

/** A simulator on a free port, and shortcuts for requests to it. */
public final class SimulatedWechat implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    public static final String APP = "wx0123456789abcdef";
    public static final String OTHER_APP = "wxfedcba9876543210";
    public static final String SECRET = "secret-of-both";

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

    /** The event loops of the simulator. */
    public Vertx vertx() {
        return vertx;
    }

    /** The address of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** A request to the simulator. */
    public RequestSpecification request() {
        return given().baseUri("http://127.0.0.1:" + port);
    }

    /** A request with a JSON body. */
    public RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** The response to a GET with these query parameters: name, value, name, value. */
    public JsonPath get(String path, Object... parameters) {
        RequestSpecification request = request();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i].toString(), parameters[i + 1]);
        }
        return request.get(path).then().statusCode(200).extract().jsonPath();
    }

    /** A new plain access_token of {@link #APP}. */
    public String plainToken() {
        return get("/cgi-bin/token", "grant_type", "client_credential", "appid", APP, "secret", SECRET)
                .getString("access_token");
    }

    /** The response of stable_token. */
    public JsonPath stableResponse(String appId, boolean force) {
        return json(Map.of("grant_type", "client_credential", "appid", appId, "secret", SECRET, "force_refresh", force))
                .post("/cgi-bin/stable_token").then().statusCode(200).extract().jsonPath();
    }

    /** The stable access_token of {@link #APP}. */
    public String stableToken() {
        return stableResponse(APP, false).getString("access_token");
    }

    /** The errcode of a call with this access_token and an empty body; 44002 if the token is valid. */
    public int errcodeWith(String token) {
        return request().queryParam("access_token", token).post("/wxa/business/getuserphonenumber").then().statusCode(200)
                .extract().path("errcode");
    }

    /** Moves WeChat's clock forward. */
    public void advanceClock(long seconds) {
        json(Map.of("advanceSeconds", seconds)).post("/simulator/clock").then().statusCode(200);
    }

    /** Injects a fault into the next call of an endpoint. */
    public void injectFault(String path, String fault) {
        json(Map.of("path", path, "fault", fault, "times", 1)).put("/simulator/faults").then().statusCode(204);
    }

    /** The number of calls to an endpoint. */
    public int calls(String path) {
        return get("/simulator/calls", "path", path).getInt("count");
    }

    /** The code of a {@code wx.login} on a phone in {@link #APP}. */
    public String logIn(String phone) {
        return control("/simulator/phones/" + phone + "/login", Map.of("appId", APP)).path("code");
    }

    /** The response to a POST to the control API. */
    public Response control(String path, Map<String, ?> body) {
        return json(body).post(path).then().statusCode(200).extract().response();
    }

    /** The openid of a user in {@link #APP}. */
    public String openid(String user) {
        return get("/simulator/users/" + user, "appId", APP).getString("openid");
    }

    /** The session_key of a user in {@link #APP}. */
    public String sessionKey(String user) {
        return get("/simulator/users/" + user + "/session-key", "appId", APP).getString("sessionKey");
    }
}
