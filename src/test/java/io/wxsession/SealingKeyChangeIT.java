package io.wxsession;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** Three services on one Redis: before a change of sealing keys, in its course, and with the old key taken away. */
class SealingKeyChangeIT extends PackagedTest {

    private static final String NEW_KEY = "t2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private static PackagedService before;
    private static PackagedService between;
    private static PackagedService after;

    private String phone;
    private LoggedIn session;
    private String handle;

    @BeforeAll
    static void startServices() {
        before = start(sealedWith(TestEnvironment.SEALING_KEY));
        between = start(sealedWith(NEW_KEY + "," + TestEnvironment.SEALING_KEY));
        after = start(sealedWith(NEW_KEY));
    }

    @AfterAll
    static void stopServices() {
        after.close();
        between.close();
        before.close();
    }

    private static Map<String, String> sealedWith(String keys) {
        Map<String, String> changed = unhurried();
        changed.put("wxsession.sealing.keys", keys);
        return changed;
    }

    private static void ask(PackagedService service) {
        RestAssured.port = service.port();
    }

    @BeforeEach
    void aUserWhoseSessionKeyAndPhoneNumberAreSealedUnderTheOldKey() {
        ask(before);
        phone = Wechat.newPhone();
        session = logIn(phone);
        handle = session.handle();
        post("/v1/user/phone-number", Map.of("code", Wechat.phoneCode(phone))).then().statusCode(200);
    }

    private Response post(String path, Map<String, ?> body) {
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(body).post(path);
    }

    private Response decrypt() {
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo");
        return post("/v1/decrypt",
                Map.of("encryptedData", encrypted.getString("encryptedData"), "iv", encrypted.getString("iv")));
    }

    private Response sign() {
        return TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(Map.of("data", "x"))
                .post("/internal/v1/sessions/" + handle + "/signature");
    }

    private Map<String, String> signedProfile() {
        JsonPath signed = Wechat.encrypt(phone, "userInfo");
        return Map.of("rawData", signed.getString("rawData"), "signature", signed.getString("signature"));
    }

    private Response writeSignedProfile() {
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(signedProfile()).put("/v1/user/profile");
    }

    private Response user() {
        return TestServiceClient.OPERATOR.request().get("/internal/v1/users/" + session.userId());
    }

    private Response accessToken() {
        return TestServiceClient.OPERATOR.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token");
    }

    @Test
    void whileBothKeysAreThereNothingIsLost() {
        ask(between);
        current(session.accessToken()).then().statusCode(200);
        decrypt().then().statusCode(200);
        sign().then().statusCode(200);
        post("/v1/signature/verify", signedProfile()).then().statusCode(200).body("valid", is(true));
        writeSignedProfile().then().statusCode(201);
        bearer(session.accessToken()).get("/v1/user").then().statusCode(200).body("phoneNumber", notNullValue());
        user().then().statusCode(200).body("phoneNumber", is(Wechat.phoneNumber(phone)));
        refresh(session.refreshToken()).then().statusCode(200);
    }

    @Test
    void whileBothKeysAreThereABanIsFoundAndCanBeLifted() {
        TestServiceClient.OPERATOR.request().put("/internal/v1/users/" + session.userId() + "/ban").then().statusCode(204);
        TestServiceClient.OPERATOR.request().delete("/internal/v1/users/" + session.userId()).then().statusCode(204);
        ask(between);
        sendLogin(loginBody(Wechat.code(phone))).then().statusCode(403).body("code", is("user_banned"));
        TestServiceClient.OPERATOR.request().queryParam("appId", TestEnvironment.APP).queryParam("openid", Wechat.openid(phone))
                .delete("/internal/v1/bans").then().statusCode(204);
        ask(before);
        logIn(phone);
    }

    @Test
    void withoutItsKeyASessionKeyServesNothing() {
        ask(after);
        decrypt().then().statusCode(422).body("code", is("decryption_failed")).body("action", is("relogin"));
        sign().then().statusCode(422).body("code", is("decryption_failed"));
        post("/v1/signature/verify", signedProfile()).then().statusCode(200).body("valid", is(false));
        writeSignedProfile().then().statusCode(422).body("code", is("signature_mismatch"));
        TestServiceClient.OPERATOR.request().post("/internal/v1/sessions/" + handle + "/session-key/check").then()
                .statusCode(200)
                .body("valid", is(false));
        TestServiceClient.OPERATOR.request().post("/internal/v1/sessions/" + handle + "/session-key/reset").then()
                .statusCode(422)
                .body("code", is("decryption_failed"));
    }

    @Test
    void withoutItsKeyAPhoneNumberIsAsIfItWereNotKnown() {
        ask(after);
        bearer(session.accessToken()).get("/v1/user").then().statusCode(200).body("id", is(session.userId()))
                .body("phoneNumber", nullValue());
        user().then().statusCode(200).body("id", is(session.userId())).body("phoneNumber", nullValue());
        post("/v1/user/phone-number", Map.of("code", Wechat.phoneCode(phone))).then().statusCode(200);
        user().then().body("phoneNumber", is(Wechat.phoneNumber(phone)));
    }

    @Test
    void withoutItsKeyARefreshTokenIsInvalidAndEndsNothing() {
        ask(after);
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("refresh_invalid"))
                .body("action", is("relogin"));
        ask(between);
        refresh(session.refreshToken()).then().statusCode(200);
    }

    @Test
    void withoutItsKeyWechatsAccessTokenIsAskedForAgain() {
        String token = accessToken().then().statusCode(200).extract().path("accessToken");
        int calls = Wechat.calls("/cgi-bin/stable_token");
        ask(between);
        accessToken().then().statusCode(200).body("accessToken", is(token));
        assertThat(Wechat.calls("/cgi-bin/stable_token")).isEqualTo(calls);
        ask(after);
        accessToken().then().statusCode(200).body("accessToken", is(token));
        assertThat(Wechat.calls("/cgi-bin/stable_token")).isEqualTo(calls + 1);
    }

    @Test
    void theNextLoginBringsEverythingBackUnderTheNewKey() {
        ask(after);
        LoggedIn again = logIn(phone);
        session = again;
        handle = again.handle();
        decrypt().then().statusCode(200).body("data", hasKey("nickName")).body("data", not(hasKey("openId")));
        sign().then().statusCode(200);
        writeSignedProfile().then().statusCode(201);
        refresh(again.refreshToken()).then().statusCode(200);
    }
}
