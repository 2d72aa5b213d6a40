package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.wxsession.testing.AccountService;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/**
 * Asks the service for everything that has to do with a secret, in fair weather and in foul, and keeps each secret that was
 * involved, so that it can be searched for. Every feature must be on.
 */
final class SecretTraffic {

    private static final String PHONE_NUMBERS = "/wxa/business/getuserphonenumber";
    private static final String USERS = "/internal/v1/users";

    /** What each secret is, by the secret in every form in which it travels. */
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final String phone = Wechat.newPhone();
    private LoggedIn session;

    /** Which secrets that text contains, with the first line that does. */
    List<String> leaksIn(String text) {
        assertThat(secrets).hasSizeGreaterThan(60);
        return secrets.keySet().stream().filter(text::contains)
                .map(secret -> secrets.get(secret) + " in: "
                        + text.lines().filter(line -> line.contains(secret)).findFirst().orElse("several lines"))
                .toList();
    }

    private String secret(String what, String value) {
        assertThat(value).as(what).hasSizeGreaterThan(7);
        secrets.put(value, what);
        secrets.putIfAbsent(URLEncoder.encode(value, UTF_8), what + " (form-encoded)");
        secrets.putIfAbsent(Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8)), what + " (in base64)");
        return value;
    }

    SecretTraffic() {
        secret("app secret", TestEnvironment.APP_SECRET);
        secret("sealing key", TestEnvironment.SEALING_KEY.substring(TestEnvironment.SEALING_KEY.indexOf(':') + 1));
        secret("push token", TestEnvironment.PUSH_TOKEN);
        secret("push AES key", TestEnvironment.PUSH_AES_KEY);
        secret("verifier secret", AccountService.SECRET);
        for (TestServiceClient client : TestServiceClient.values()) {
            secret("secret of " + client, client.secret());
            secret("Basic credential of " + client, client.id() + ':' + client.secret());
        }
    }

    /** All of it. */
    void send() {
        Wechat.givesUnionids(true);
        try {
            logInAndOut();
            usePhoneNumbers();
            useTheSessionKey();
            bind();
            actAsBackEnd();
            push();
            goWrongAtWechat();
            goWrongHere();
        } finally {
            Wechat.givesUnionids(false);
        }
    }

    private LoggedIn secrets(LoggedIn session) {
        secret("access token", session.accessToken());
        secret("refresh token", session.refreshToken());
        secret("sid", ForgedAccessTokens.claims(session.accessToken()).getString("sid"));
        return session;
    }

    private String code() {
        return secret("login code", Wechat.code(phone));
    }

    private Response send(String method, String path, Object body) {
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(body).request(method, path);
    }

    private static Response operate(String method, String path, Object body) {
        return TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(body).request(method, path);
    }

    private void logInAndOut() {
        session = secrets(LoggedIn.of(sendLogin(loginBody(code())).then().statusCode(201).extract().response()));
        secret("session_key", Wechat.sessionKey(phone));
        secret("openid", Wechat.openid(phone));
        secret("unionid", Wechat.unionid(phone));
        current(session.accessToken()).then().statusCode(200);
        current(session.accessToken() + "x").then().statusCode(401);
        current(secret("expired access token", ForgedAccessTokens.expired(session.accessToken()))).then().statusCode(401);
        given().header("X-WX-Skey", session.accessToken()).get("/v1/sessions").then().statusCode(200);
        given().cookie("wxs", session.accessToken()).get("/v1/user").then().statusCode(200);
        secret("assertion", bearer(session.accessToken()).get("/auth/verify/api?appId=" + TestEnvironment.APP).then()
                .statusCode(200).extract().header("X-Wxs-Assertion"));
        bearer(session.accessToken() + "x").get("/auth/verify/api").then().statusCode(401);
        Response refreshed = refresh(session.refreshToken()).then().statusCode(200).extract().response();
        secret("refreshed access token", refreshed.path("accessToken"));
        secret("rotated refresh token", refreshed.path("refreshToken"));
        refresh(secret("forged refresh token", session.refreshToken() + "x")).then().statusCode(401);
        String skey = given().header("X-WX-Code", code()).queryParam("appId", TestEnvironment.APP)
                .get("/v1/compat/wafer/login").then().statusCode(200).extract().path("data.skey");
        given().header("X-WX-Skey", secret("skey", skey)).delete("/v1/sessions/current").then().statusCode(204);
        LoggedIn replaced = secrets(LoggedIn.of(sendLogin(loginBody(code()))));
        Map<String, Object> next = loginBody(code());
        next.put("refreshToken", replaced.refreshToken());
        secrets(LoggedIn.of(sendLogin(next).then().statusCode(201).extract().response()));
    }

    private void usePhoneNumbers() {
        secret("phone number", Wechat.phoneNumber(phone));
        String code = secret("phone code", Wechat.phoneCode(phone));
        send("POST", "/v1/user/phone-number", Map.of("code", code)).then().statusCode(200)
                .body("phoneNumber", is(Wechat.phoneNumber(phone)));
        send("POST", "/v1/user/phone-number", Map.of("code", code)).then().statusCode(400);
        send("POST", "/v1/user/phone-number", encrypted("phoneNumber")).then().statusCode(200);
        send("POST", "/v1/user/phone-number", encrypted("userInfo")).then().statusCode(422);
    }

    private Map<String, Object> encrypted(String kind) {
        JsonPath data = Wechat.encrypt(phone, kind);
        return Map.of("encryptedData", secret("encrypted " + kind, data.getString("encryptedData")), "iv",
                data.getString("iv"));
    }

    private void useTheSessionKey() {
        send("POST", "/v1/decrypt", encrypted("userInfo")).then().statusCode(200);
        send("POST", "/v1/decrypt", Map.of("encryptedData", secret("undecryptable data", "q".repeat(42) + "8="), "iv",
                "A".repeat(22) + "==")).then().statusCode(422);
        JsonPath signed = Wechat.encrypt(phone, "userInfo");
        Map<String, String> profile = Map.of("rawData", secret("rawData", signed.getString("rawData")), "signature",
                secret("signature", signed.getString("signature")));
        send("POST", "/v1/signature/verify", profile).then().statusCode(200).body("valid", is(true));
        send("PUT", "/v1/user/profile", profile).then().statusCode(201);
        send("PUT", "/v1/user/profile", Map.of("nickName", secret("nickname", "nick-of-" + phone))).then().statusCode(200);
        String handle = "/internal/v1/sessions/" + session.handle();
        operate("POST", handle + "/decrypt", encrypted("userInfo")).then().statusCode(200);
        secret("user-state signature", operate("POST", handle + "/signature", Map.of("data", "{}")).then().statusCode(200)
                .extract().path("signature"));
        operate("POST", handle + "/session-key/check", "").then().statusCode(200).body("valid", is(true));
        operate("POST", handle + "/session-key/reset", "").then().statusCode(204);
        secret("session_key after its reset", Wechat.sessionKey(phone));
        operate("PUT", handle + "/attributes/cart", Map.of("value", secret("attribute", "cart-of-" + phone))).then()
                .statusCode(204);
    }

    private void bind() {
        String account = secret("account", "account-of-" + phone);
        for (String password : List.of("wrong", "right", "html", "number", "drop")) {
            Map<String, String> credentials = Map.of("name", account, "password",
                    password + secret("password", ":password-" + password + phone));
            send("PUT", "/v1/user/binding", Map.of("credentials", credentials)).then()
                    .statusCode(password.equals("right") ? 200 : password.equals("wrong") ? 403 : 503);
        }
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.APP).queryParam("account", account).get(USERS)
                .then()
                .statusCode(200);
        send("DELETE", "/v1/user/binding", "").then().statusCode(204);
    }

    private void actAsBackEnd() {
        TestServiceClient.GATEWAY.introspect(session.accessToken()).then().statusCode(200).body("active", is(true))
                .body("openid", is(Wechat.openid(phone)));
        TestServiceClient.GATEWAY.introspect(session.refreshToken()).then().statusCode(200).body("active", is(false));
        given().auth().preemptive().basic("gateway", secret("mistyped client secret", "a-secret-mistyped"))
                .formParam("token", session.accessToken()).post("/oauth2/revoke").then().statusCode(401);
        TestServiceClient.GATEWAY.revoke(secret("token that is none", "a-token-that-is-none")).then().statusCode(200);
        for (int again = 0; again < 2; again++) {
            secret("WeChat's access_token", TestServiceClient.OPERATOR.request()
                    .get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token").then().statusCode(200).extract()
                    .path("accessToken"));
            Wechat.invalidateAccessTokens();
            operate("POST", "/internal/v1/sessions/" + session.handle() + "/session-key/check", "").then().statusCode(200);
        }
        TestServiceClient.OPERATOR.request().get(USERS + "/" + session.userId()).then().statusCode(200)
                .body("phoneNumber", is(Wechat.phoneNumber(phone))).body("unionid", is(Wechat.unionid(phone)));
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.APP).queryParam("openid", Wechat.openid(phone))
                .get(USERS)
                .then().statusCode(200);
        Map<String, String> imported = Map.of("appId", TestEnvironment.APP, "openid",
                secret("imported openid", "o-imported-" + phone), "unionid", secret("imported unionid", "u-imported-" + phone),
                "accountId", secret("imported account", "a-imported-" + phone));
        String id = operate("POST", USERS, imported).then().statusCode(201).extract().path("id");
        operate("PUT", USERS + "/" + session.userId() + "/binding", Map.of("accountId", "a-imported-" + phone)).then()
                .statusCode(409);
        assertThat(TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.APP).get(USERS + "/export").then()
                .statusCode(200).extract().asString()).contains("o-imported-" + phone);
        TestServiceClient.OPERATOR.request().delete(USERS + "/" + id).then().statusCode(204);
    }

    private void push() {
        String base = "http://127.0.0.1:" + RestAssured.port + "/wechat/events/";
        String changed = "user_info_modified";
        Wechat.listensForEvents(TestEnvironment.APP, base + TestEnvironment.APP, TestEnvironment.PUSH_TOKEN,
                TestEnvironment.PUSH_AES_KEY);
        assertThat(Wechat.urlCheck().status()).isEqualTo(200);
        for (String format : List.of("json", "xml")) {
            assertPushed(200, phone, Map.of("event", changed, "mode", "safe", "format", format));
            assertPushed(401, phone, Map.of("event", changed, "mode", "plain", "format", format));
        }
        String stranger = Wechat.newPhone();
        secret("openid in a plain push", Wechat.openid(stranger, TestEnvironment.OTHER_APP));
        Wechat.listensForEvents(TestEnvironment.OTHER_APP, base + TestEnvironment.OTHER_APP, TestEnvironment.PUSH_TOKEN, null);
        for (String format : List.of("json", "xml")) {
            assertPushed(200, stranger,
                    Map.of("appId", TestEnvironment.OTHER_APP, "event", changed, "mode", "plain", "format", format));
        }
    }

    private static void assertPushed(int status, String user, Map<String, ?> knobs) {
        assertThat(Wechat.push(user, knobs)).isNotEmpty().allMatch(delivery -> delivery.status() == status);
    }

    private void goWrongAtWechat() {
        for (String fault : List.of("40029", "40125", "hang", "html", "truncated-json", "process-then-drop", "http-502",
                "without-openid", "-1")) {
            Wechat.fault(fault, 2);
            sendLogin(loginBody(code()));
            Wechat.endFaults();
        }
        for (String fault : List.of("40001", "html", "truncated-json", "process-then-drop", "http-502")) {
            Wechat.fault(PHONE_NUMBERS, fault, 2);
            send("POST", "/v1/user/phone-number", Map.of("code", secret("phone code", Wechat.phoneCode(phone))));
            Wechat.endFaults();
        }
        String unsent = code();
        String unsentPhoneCode = secret("phone code", Wechat.phoneCode(phone));
        NetworkFaults.WECHAT.cut();
        sendLogin(loginBody(unsent)).then().statusCode(503);
        send("POST", "/v1/user/phone-number", Map.of("code", unsentPhoneCode)).then().statusCode(503);
        operate("POST", "/internal/v1/sessions/" + session.handle() + "/session-key/check", "").then().statusCode(503);
        NetworkFaults.WECHAT.mend();
    }

    private void goWrongHere() {
        Map<String, Object> data = encrypted("phoneNumber");
        Map<String, Object> code = loginBody(code());
        NetworkFaults.REDIS.cut();
        current(session.accessToken()).then().statusCode(503);
        refresh(session.refreshToken()).then().statusCode(503);
        sendLogin(code).then().statusCode(503);
        send("POST", "/v1/user/phone-number", data).then().statusCode(503);
        TestServiceClient.GATEWAY.introspect(session.accessToken()).then().statusCode(503);
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.APP).queryParam("openid", Wechat.openid(phone))
                .get(USERS)
                .then().statusCode(503);
        sendLogin(Map.of("code", List.of(secret("code of a wrong type", "secret-of-a-wrong-type")))).then().statusCode(400);
        sendLogin("{\"code\":\"" + secret("code in broken JSON", "secret-in-broken-json") + "\"").then().statusCode(400);
        NetworkFaults.REDIS.mend();
    }
}
