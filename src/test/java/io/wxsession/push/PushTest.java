package io.wxsession.push;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class PushTest extends ServiceTest {

    private static final String REVOKE = "user_authorization_revoke";
    private static final String CANCEL = "user_authorization_cancellation";

    @BeforeEach
    void wechatKnowsWhereWeListen() {
        String base = "http://127.0.0.1:" + RestAssured.port + "/wechat/events/";
        Wechat.listensForEvents(TestEnvironment.APP, base + TestEnvironment.APP, TestEnvironment.PUSH_TOKEN,
                TestEnvironment.PUSH_AES_KEY);
        Wechat.listensForEvents(TestEnvironment.OTHER_APP, base + TestEnvironment.OTHER_APP, TestEnvironment.PUSH_TOKEN, null);
    }

    private static LoggedIn withProfile(String phone) {
        LoggedIn session = logIn(phone);
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("nickName", "nick", "avatarUrl", "https://cdn.example.com/" + "a".repeat(200)))
                .put("/v1/user/profile").then()
                .statusCode(201);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number").then().statusCode(200);
        return session;
    }

    private static LoggedIn logInToTheOtherApp(String phone) {
        return LoggedIn
                .of(sendLogin(
                        Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(phone, TestEnvironment.OTHER_APP))));
    }

    private static void assertAccepted(List<Wechat.Delivery> deliveries) {
        assertThat(deliveries).isNotEmpty().allSatisfy(delivery -> {
            assertThat(delivery.status()).isEqualTo(200);
            assertThat(delivery.body()).isEqualTo("success");
        });
    }

    private static Map<String, Object> event(String event, Object... more) {
        Map<String, Object> knobs = new HashMap<>(Map.of("event", event));
        for (int i = 0; i < more.length; i += 2) {
            knobs.put((String) more[i], more[i + 1]);
        }
        return knobs;
    }

    @Test
    void wechatsCheckOfOurAddressIsAnswered() {
        Wechat.UrlCheck check = Wechat.urlCheck();
        assertThat(check.status()).isEqualTo(200);
        assertThat(check.body()).isEqualTo(check.echostr());
        assertThat(Wechat.urlCheck(Map.of("badSignature", true)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({ "safe, json", "safe, xml" })
    void aCancelledAuthorisationErasesTheUser(String mode, String format) {
        String phone = Wechat.newPhone();
        LoggedIn session = withProfile(phone);
        assertAccepted(Wechat.push(phone, event(CANCEL, "mode", mode, "format", format)));
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        TestServiceClient.OPERATOR.request().get("/internal/v1/users/" + session.userId()).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "json", "xml" })
    void aPlainPushIsTakenFromAnAppWithoutAKey(String format) {
        String phone = Wechat.newPhone();
        LoggedIn session = logInToTheOtherApp(phone);
        assertAccepted(
                Wechat.push(phone, event(CANCEL, "appId", TestEnvironment.OTHER_APP, "mode", "plain", "format", format)));
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void anAppWithAKeyTakesNoPlainPush() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        assertThat(Wechat.push(phone, event(CANCEL, "mode", "plain")).get(0).status()).isEqualTo(401);
        current(session.accessToken()).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({ "8, false, true", "6, true, false", "19, true, false", "20, true, false", "201, false, false",
            "1, false, false" })
    void aRevokedPermissionDeletesJustWhatItNames(String info, boolean profileGone, boolean phoneGone) {
        String phone = Wechat.newPhone();
        LoggedIn session = withProfile(phone);
        assertAccepted(Wechat.push(phone, event(REVOKE, "revokeInfo", info)));
        bearer(session.accessToken()).get("/v1/user").then().statusCode(200).body("registered", is(true))
                .body("profile.nickName", profileGone ? nullValue() : is("nick"))
                .body("profile.avatarUrl", profileGone ? nullValue() : notNullValue())
                .body("phoneNumber", phoneGone ? nullValue() : notNullValue());
    }

    @Test
    void permissionsRevokedInTheSameSecondAreTwoEvents() {
        String phone = Wechat.newPhone();
        LoggedIn session = withProfile(phone);
        long now = Instant.now().getEpochSecond();
        assertAccepted(Wechat.push(phone, event(REVOKE, "revokeInfo", "8", "createTime", now)));
        assertAccepted(Wechat.push(phone, event(REVOKE, "revokeInfo", "6", "createTime", now)));
        bearer(session.accessToken()).get("/v1/user").then().body("phoneNumber", nullValue())
                .body("profile.nickName", nullValue());
    }

    @Test
    void aChangedProfileIsStaleUntilItIsWrittenAgain() {
        String phone = Wechat.newPhone();
        LoggedIn session = withProfile(phone);
        assertAccepted(Wechat.push(phone, event("user_info_modified", "lowerCaseFields", true)));
        bearer(session.accessToken()).get("/v1/user").then().body("profile.stale", is(true));
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "new")).put("/v1/user/profile");
        bearer(session.accessToken()).get("/v1/user").then().body("profile.stale", is(false));
    }

    @Test
    void anEventThatComesAgainHasNoSecondEffect() {
        String phone = Wechat.newPhone();
        logIn(phone);
        long now = Instant.now().getEpochSecond() + 30;
        assertAccepted(Wechat.push(phone, event(CANCEL, "createTime", now)));
        LoggedIn back = logIn(phone);
        assertAccepted(Wechat.push(phone, event(CANCEL, "createTime", now, "copies", 3)));
        current(back.accessToken()).then().statusCode(200);
        assertAccepted(Wechat.push(phone, event(CANCEL, "createTime", now + 1)));
        current(back.accessToken()).then().statusCode(401);
    }

    @Test
    void anEventAboutDataThatComesAgainHasNoSecondEffect() {
        String phone = Wechat.newPhone();
        LoggedIn session = withProfile(phone);
        long now = Instant.now().getEpochSecond();
        Map<String, Object> modified = event("user_info_modified", "createTime", now);
        Map<String, Object> revoked = event(REVOKE, "revokeInfo", "8", "createTime", now);
        assertAccepted(Wechat.push(phone, modified));
        assertAccepted(Wechat.push(phone, revoked));
        bearer(session.accessToken()).get("/v1/user").then().body("profile.stale", is(true)).body("phoneNumber", nullValue());
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "new")).put("/v1/user/profile");
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number").then().statusCode(200);
        assertAccepted(Wechat.push(phone, modified));
        assertAccepted(Wechat.push(phone, revoked));
        bearer(session.accessToken()).get("/v1/user").then().body("profile.stale", is(false))
                .body("phoneNumber", notNullValue());
    }

    @Test
    void aCancellationFromBeforeTheUserCameIsForAnEarlierOne() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        Instant created = Instant.parse(bearer(session.accessToken()).get("/v1/user").path("createdAt"));
        assertAccepted(Wechat.push(phone, event(CANCEL, "createTime", created.getEpochSecond() - 1)));
        current(session.accessToken()).then().statusCode(200);
        assertAccepted(Wechat.push(phone, event(CANCEL, "createTime", created.getEpochSecond())));
        current(session.accessToken()).then().statusCode(401);
    }

    @Test
    void anEventOlderThanADayHasNoEffectForItMayHaveHadOne() {
        String phone = Wechat.newPhone();
        LoggedIn session = withProfile(phone);
        long aDayAgo = Instant.now().minus(Duration.ofDays(1)).getEpochSecond();
        assertAccepted(Wechat.push(phone, event(REVOKE, "revokeInfo", "8", "createTime", aDayAgo - 60)));
        assertAccepted(Wechat.push(phone, event(CANCEL, "createTime", aDayAgo - 60)));
        assertAccepted(Wechat.push(phone, event("user_info_modified", "createTime", 1627359464)));
        bearer(session.accessToken()).get("/v1/user").then().statusCode(200).body("phoneNumber", notNullValue())
                .body("profile.stale", is(false));
        assertAccepted(Wechat.push(phone, event(REVOKE, "revokeInfo", "8", "createTime", aDayAgo + 600)));
        bearer(session.accessToken()).get("/v1/user").then().statusCode(200).body("phoneNumber", nullValue());
    }

    @Test
    void anEventForNobodyWeKnowIsAcceptedWithoutEffect() {
        String stranger = Wechat.newPhone();
        assertAccepted(Wechat.push(stranger, event(CANCEL)));
        assertAccepted(Wechat.push(stranger, event("something_new")));
    }

    @Test
    void aForgedPushHasNoEffect() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        assertThat(Wechat.push(phone, event(CANCEL, "badSignature", true)).get(0).status()).isEqualTo(401);
        assertThat(Wechat.push(phone, event(CANCEL, "insideAppId", TestEnvironment.OTHER_APP)).get(0).status()).isEqualTo(401);
        assertThat(Wechat.push(phone, event(CANCEL, "format", "xml", "doctype", true)).get(0).status()).isEqualTo(401);
        given().body("{}").post("/wechat/events/" + TestEnvironment.APP).then().statusCode(401)
                .contentType("application/problem+json");
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void aPlainPushMustBeFreshAndItsNonceGoodForOneBody() {
        String phone = Wechat.newPhone();
        LoggedIn session = logInToTheOtherApp(phone);
        Map<String, Object> plain = event(CANCEL, "appId", TestEnvironment.OTHER_APP, "mode", "plain");
        assertThat(Wechat.push(phone, with(plain, "timestampOffset", -700)).get(0).status()).isEqualTo(401);
        assertThat(Wechat.push(phone, with(plain, "timestampOffset", 700)).get(0).status()).isEqualTo(401);
        assertThat(Wechat.push(phone, with(plain, "badSignature", true)).get(0).status()).isEqualTo(401);
        current(session.accessToken()).then().statusCode(200);
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String nonce = Wechat.newPhone();
        String signature = PushSignature.of(TestEnvironment.PUSH_TOKEN, timestamp, nonce);
        for (int i = 0; i < 2; i++) {
            postPlain(signature, timestamp, nonce, "{\"Event\":\"a\"}").then().statusCode(200);
        }
        postPlain(signature, timestamp, nonce, "{\"Event\":\"b\"}").then().statusCode(401);
    }

    @Test
    void whatAnAddressCheckShowedIsGoodForNoPlainPush() {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String nonce = Wechat.newPhone();
        String signature = PushSignature.of(TestEnvironment.PUSH_TOKEN, timestamp, nonce);
        for (int i = 0; i < 2; i++) {
            given().queryParam("signature", signature).queryParam("timestamp", timestamp).queryParam("nonce", nonce)
                    .queryParam("echostr", "x").get("/wechat/events/" + TestEnvironment.OTHER_APP).then().statusCode(200);
        }
        postPlain(signature, timestamp, nonce, "{\"Event\":\"a\"}").then().statusCode(401);
    }

    private static Response postPlain(String signature, String timestamp, String nonce, String body) {
        return given().queryParam("signature", signature).queryParam("timestamp", timestamp).queryParam("nonce", nonce)
                .contentType("text/xml").body(body).post("/wechat/events/" + TestEnvironment.OTHER_APP);
    }

    private static Map<String, Object> with(Map<String, Object> knobs, String knob, Object value) {
        Map<String, Object> more = new HashMap<>(knobs);
        more.put(knob, value);
        return more;
    }

    @Test
    void whileTheStoreIsAwayWechatIsAskedToTryAgain() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        NetworkFaults.REDIS.cut();
        assertThat(Wechat.push(phone, event(CANCEL)).get(0).status()).isEqualTo(503);
        NetworkFaults.REDIS.stall();
        assertThat(Wechat.push(phone, event(CANCEL)).get(0).status()).isEqualTo(503);
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> assertAccepted(Wechat.push(phone, event(CANCEL))));
        current(session.accessToken()).then().statusCode(401);
    }

    @Test
    void anAppThatIsNotServedHasNoAddress() {
        given().body("{}").post("/wechat/events/wx0").then().statusCode(404).body("code", is("not_found"));
    }
}
