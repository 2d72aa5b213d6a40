package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Wechat;

/** The service with one app and nothing set that it can do without, so every door that must be opened is closed. */
class FirstRunIT extends PackagedTest {

    private static final Set<String> NEEDED = Set.of("wxsession.apps.demo.app-id", "wxsession.apps.demo.app-secret",
            "wxsession.token.keys-dir", "wxsession.sealing.keys");

    private PackagedService service;

    @BeforeEach
    void startService() {
        Map<String, String> few = new HashMap<>(unhurried());
        few.keySet().removeIf(key -> key.startsWith("wxsession.") && !NEEDED.contains(key));
        few.put("wxsession.decrypt.max-age", "5M");
        service = start(few);
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    private static Response decrypt(LoggedIn session, String phone, int secondsAgo) {
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo", Map.of("watermarkOffsetSeconds", -secondsAgo));
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(
                Map.of("encryptedData", encrypted.getString("encryptedData"), "iv", encrypted.getString("iv")))
                .post("/v1/decrypt");
    }

    @Test
    void theOnlyAppNeedNotBeNamedAndWhatMustBeOpenedIsClosed() {
        Response login = sendLogin(Map.of("code", Wechat.code(Wechat.newPhone())));
        login.then().statusCode(201).body("user.openid", nullValue()).body("previousSession", is("none"));
        assertThat(login.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        String token = login.path("accessToken");

        bearer(token).contentType(ContentType.JSON).body(Map.of("credentials", Map.of("name", "x"))).put("/v1/user/binding")
                .then()
                .statusCode(404).body("code", is("not_found"));
        given().header("X-WX-Code", Wechat.code(Wechat.newPhone())).get("/v1/compat/wafer/login").then().statusCode(404);
        given().get("/.well-known/oauth-authorization-server").then().statusCode(404);
        given().cookie("wxs", token).get("/v1/sessions/current").then().statusCode(401).body("code", is("token_missing"));
        Response verified = bearer(token).get("/auth/verify");
        for (String header : List.of("X-Wxs-Openid", "X-Wxs-Unionid", "X-Wxs-Assertion")) {
            assertThat(verified.header(header)).as(header).isEmpty();
        }
        // A minute less than the activation delay of two minutes, so that no reader misses a new key.
        given().get("/.well-known/jwks.json").then().statusCode(200).header("Cache-Control", "public, max-age=60");
    }

    @Test
    void openDataThatIsOlderThanTheConfiguredAgeIsNotDecrypted() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        decrypt(session, phone, 0).then().statusCode(200);
        decrypt(session, phone, 600).then().statusCode(422).body("code", is("decryption_failed"));
    }
}
