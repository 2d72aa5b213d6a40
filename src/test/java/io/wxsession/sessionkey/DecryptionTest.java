package io.wxsession.sessionkey;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class DecryptionTest extends ServiceTest {

    private static Response decrypt(LoggedIn session, Object encryptedData, Object iv) {
        Map<String, Object> body = new HashMap<>();
        body.put("encryptedData", encryptedData);
        body.put("iv", iv);
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(body).post("/v1/decrypt");
    }

    private static Response decrypt(LoggedIn session, JsonPath encrypted) {
        return decrypt(session, encrypted.getString("encryptedData"), encrypted.getString("iv"));
    }

    private static Response verify(LoggedIn session, String rawData, String signature) {
        return bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("rawData", rawData, "signature", signature)).post("/v1/signature/verify");
    }

    @Test
    void aPhoneGetsItsDataWithoutWechatsIds() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        decrypt(session, Wechat.encrypt(phone, "userInfo")).then().statusCode(200)
                .body("data.nickName", is("微信用户"))
                .body("data", not(hasKey("openId"))).body("data", not(hasKey("unionId")));
    }

    @Test
    void aBackEndGetsOpenDataWithItsIds() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo");
        TestServiceClient.OPERATOR.request().contentType(ContentType.JSON)
                .body(Map.of("encryptedData", encrypted.getString("encryptedData"), "iv", encrypted.getString("iv")))
                .post("/internal/v1/sessions/" + session.handle() + "/decrypt").then().statusCode(200)
                .body("data.openId", is(Wechat.openid(phone)));
    }

    @ParameterizedTest
    @CsvSource({ "weRun", "group", "userProfile" })
    void dataOfOtherKindsIsDecryptedToo(String kind) {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        decrypt(session, Wechat.encrypt(phone, kind)).then().statusCode(200);
    }

    @Test
    void dataEncryptedJustBeforeTheKeyWasRotatedCanStillBeRead() {
        String phone = Wechat.newPhone();
        LoggedIn before = logIn(phone);
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo");
        Wechat.rotateKey(phone);
        LoggedIn after = logIn(phone);
        decrypt(after, encrypted).then().statusCode(200);
        decrypt(before, encrypted).then().statusCode(200);
        decrypt(after, Wechat.encrypt(phone, "userInfo")).then().statusCode(200);
    }

    @Test
    void aFurtherLoginThatGivesTheSameKeyDoesNotPushThePreviousOneOut() {
        String phone = Wechat.newPhone();
        logIn(phone);
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo");
        Wechat.rotateKey(phone);
        logIn(phone);
        decrypt(logIn(phone), encrypted).then().statusCode(200);
    }

    @Test
    void anHourAfterTheRotationTheOldKeyIsForgotten() {
        String phone = Wechat.newPhone();
        logIn(phone);
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo");
        Wechat.rotateKey(phone);
        LoggedIn after = logIn(phone);
        String user = RedisInspector.keys("wxs:{*}:u:" + after.userId()).get(0);
        RedisInspector.command(Command.HSET, user, "previous-key-until", "1");
        decrypt(after, encrypted).then().statusCode(422).body("code", is("decryption_failed")).body("action", is("relogin"));
        assertThat(RedisInspector.command(Command.HEXISTS, user, "previous-key").toInteger()).isZero();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of("another key", Map.of("key", "foreign")),
                Arguments.of("another key whose padding happens to be right", Map.of("luckyPadding", true)),
                Arguments.of("another app's watermark", Map.of("watermarkAppId", "wxfedcba9876543210")),
                Arguments.of("another user's openId", Map.of("openId", "oSomebodyElse0000000000000000")),
                Arguments.of("no JSON", Map.of("plaintext", "hello")),
                Arguments.of("a JSON list", Map.of("plaintext", "[1,2,3]")),
                Arguments.of("no watermark", Map.of("plaintext", "{\"a\":1}")),
                Arguments.of("a chosen iv", Map.of("forgedStart", "{\"openId\":\"oEVI")));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void whateverIsWrongInsideIsOneAndTheSameFailure(String name, Map<String, ?> knobs) {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String reference = decrypt(session, "A".repeat(22) + "==", "A".repeat(22) + "==").then().statusCode(422).extract()
                .asString();
        Response answer = decrypt(session, Wechat.encrypt(phone, "userInfo", knobs));
        answer.then().statusCode(422);
        assertThat(answer.asString()).isEqualTo(reference).contains("decryption_failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "!!!;AAAAAAAAAAAAAAAAAAAAAA==;encryptedData",
            "AAAA;AAAAAAAAAAAAAAAAAAAAAA==;encryptedData",
            "AAAAAAAAAAAAAAAAAAAA AA==;AAAAAAAAAAAAAAAAAAAAAA==;encryptedData",
            "____AAAAAAAAAAAAAAAAAA==;AAAAAAAAAAAAAAAAAAAAAA==;encryptedData",
            "AAAAAAAAAAAAAAAAAAAAAA;AAAAAAAAAAAAAAAAAAAAAA==;encryptedData", "AAAAAAAAAAAAAAAAAAAAAA==;AAAA;iv",
            "AAAAAAAAAAAAAAAAAAAAAA==;AAAAAAAAAAAAAAAAAAAAA ==;iv", "AAAAAAAAAAAAAAAAAAAAAA==;;iv" })
    void damagedBase64IsAnInvalidRequestThatNamesTheField(String encryptedData, String iv, String field) {
        LoggedIn session = logIn(Wechat.newPhone());
        decrypt(session, encryptedData, iv == null ? "" : iv).then().statusCode(400).body("code", is("invalid_request"))
                .body("violations.field", contains(field));
    }

    @Test
    void wrongTypesAreAnInvalidRequest() {
        LoggedIn session = logIn(Wechat.newPhone());
        decrypt(session, 1, "AAAAAAAAAAAAAAAAAAAAAA==").then().statusCode(400).body("violations.field",
                contains("encryptedData"));
        decrypt(session, null, null).then().statusCode(400).body("violations.field", contains("encryptedData", "iv"));
    }

    @Test
    void whoFailsTooOftenMustWait() {
        LoggedIn session = logIn(Wechat.newPhone());
        List<Integer> statuses = Stream
                .generate(() -> decrypt(session, "A".repeat(22) + "==", "A".repeat(22) + "==").statusCode())
                .limit(11).toList();
        assertThat(statuses).containsExactly(422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 429);
        LoggedIn other = logIn(Wechat.newPhone());
        decrypt(other, "A".repeat(22) + "==", "A".repeat(22) + "==").then().statusCode(422);
    }

    @Test
    void aSignatureIsVerifiedOverTheExactText() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        JsonPath signed = Wechat.encrypt(phone, "userInfo");
        String rawData = signed.getString("rawData");
        String signature = signed.getString("signature");
        verify(session, rawData, signature).then().statusCode(200).body("valid", is(true));
        verify(session, rawData + " ", signature).then().statusCode(200).body("valid", is(false));
        verify(session, rawData, "0".repeat(40)).then().statusCode(200).body("valid", is(false));
        verify(logIn(Wechat.newPhone()), rawData, signature).then().statusCode(200).body("valid", is(false));
    }

    @Test
    void theSessionKeyNeverReachesThePhone() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String answers = decrypt(session, Wechat.encrypt(phone, "userInfo")).asString()
                + bearer(session.accessToken()).get("/v1/user").asString();
        assertThat(answers).doesNotContain(Wechat.sessionKey(phone)).doesNotContain(Wechat.openid(phone));
    }
}
