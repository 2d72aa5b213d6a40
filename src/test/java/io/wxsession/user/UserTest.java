package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class UserTest extends ServiceTest {

    private static Response writeProfile(LoggedIn session, Object body) {
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(body).put("/v1/user/profile");
    }

    private static Response user(LoggedIn session) {
        return bearer(session.accessToken()).get("/v1/user");
    }

    @Test
    void aNewUserIsKnownByItsIdAlone() {
        LoggedIn session = logIn(Wechat.newPhone());
        user(session).then().statusCode(200).body("id", is(session.userId())).body("registered", is(false))
                .body("bound", is(false)).body("profile.nickName", nullValue()).body("profile.stale", is(false))
                .body("phoneNumber", nullValue()).body("createdAt", notNullValue());
    }

    @Test
    void theFirstProfileRegistersAndLaterOnesChangeIt() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        LoggedIn other = logIn(phone);
        writeProfile(session, Map.of("nickName", "小明", "avatarUrl", "https://cdn.example.com/a.png")).then().statusCode(201)
                .body("registered", is(true)).body("profile.nickName", is("小明"));
        writeProfile(session, Map.of("nickName", "明")).then().statusCode(200).body("profile.nickName", is("明"))
                .body("profile.avatarUrl", is("https://cdn.example.com/a.png"));
        current(session.accessToken()).then().body("user.registered", is(true));
        current(other.accessToken()).then().body("user.registered", is(true));
        current(logIn(phone).accessToken()).then().body("user.registered", is(true));
    }

    @Test
    void theAddressOfAPictureMayBeLongAndBecomeShortAgain() {
        LoggedIn session = logIn(Wechat.newPhone());
        for (int length : new int[] { 2048, 193, 192, 129, 128, 65, 64, 20 }) {
            String address = "https://a.example/" + "0123456789".repeat(205).substring(0, length - 18);
            writeProfile(session, Map.of("avatarUrl", address)).then().body("profile.avatarUrl", is(address));
            user(session).then().body("profile.avatarUrl", is(address));
        }
        writeProfile(session, Map.of("avatarUrl", "")).then().body("profile.avatarUrl", is(""));
    }

    @Test
    void aHundredParallelFirstProfilesRegisterOnce() throws Exception {
        LoggedIn session = logIn(Wechat.newPhone());
        List<Integer> statuses = Parallel.times(100, () -> writeProfile(session, Map.of("nickName", "n")).statusCode());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(99);
    }

    @Test
    void aSignedProfileMustBeTheUsersOwn() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        JsonPath signed = Wechat.encrypt(phone, "userInfo");
        Map<String, String> body = Map.of("rawData", signed.getString("rawData"), "signature", signed.getString("signature"));
        writeProfile(logIn(Wechat.newPhone()), body).then().statusCode(422).body("code", is("signature_mismatch"));
        writeProfile(session, body).then().statusCode(201).body("profile.nickName", is("微信用户"));
        writeProfile(session, Map.of("rawData", "{}")).then().statusCode(400).body("violations.field", contains("signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"nickName\":1}", "{\"nickName\":{}}", "{\"avatarUrl\":\"javascript:alert(1)\"}", "[]", "null",
            "{\"nickName\":\"a\\u0000b\"}" })
    void aMalformedProfileIsAnInvalidRequest(String body) {
        LoggedIn session = logIn(Wechat.newPhone());
        writeProfile(session, body).then().statusCode(400).body("code", is("invalid_request"));
        user(session).then().body("registered", is(false));
    }

    @Test
    void aPhoneNumberIsLearntByCodeShownMaskedAndKeptSealed() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String number = Wechat.phoneNumber(phone);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number").then().statusCode(200).body("phoneNumber", is(number))
                .body("purePhoneNumber", is(number)).body("countryCode", is("86"));
        user(session).then().body("phoneNumber",
                is(number.substring(0, 3) + "*".repeat(number.length() - 5) + number.substring(number.length() - 2)));
        assertThat(RedisInspector.keys("wxs:*").stream().map(RedisInspector::dump)).noneMatch(dump -> dump.contains(number));
    }

    @Test
    void aPhoneNumberIsLearntFromEncryptedDataToo() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        JsonPath encrypted = Wechat.encrypt(phone, "phoneNumber");
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("encryptedData", encrypted.getString("encryptedData"), "iv", encrypted.getString("iv")))
                .post("/v1/user/phone-number").then().statusCode(200).body("phoneNumber", is(Wechat.phoneNumber(phone)));
    }

    @Test
    void userInfoThatWasMadeToLookLikeAPhoneNumberIsRefused() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo", Map.of("plaintext",
                "{\"phoneNumber\":\"oX\",\"purePhoneNumber\":\"139\",\"countryCode\":\"86\",\"watermark\":{\"appid\":\""
                        + TestEnvironment.APP + "\",\"timestamp\":1}}"));
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("encryptedData", encrypted.getString("encryptedData"), "iv", encrypted.getString("iv")))
                .post("/v1/user/phone-number").then().statusCode(422).body("code", is("decryption_failed"));
    }

    @Test
    void aPhoneCodeIsGoodOnce() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        Map<String, String> body = Map.of("code", Wechat.phoneCode(phone));
        bearer(session.accessToken()).contentType(ContentType.JSON).body(body).post("/v1/user/phone-number").then()
                .statusCode(200);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(body).post("/v1/user/phone-number").then()
                .statusCode(400).body("code", is("code_invalid"));
    }

    @Test
    void aPhoneCodeOfAnotherMiniProgramIsTheCallersFaultAndNotTheOperators() {
        LoggedIn session = logIn(Wechat.newPhone());
        Wechat.fault("/wxa/business/getuserphonenumber", "40013", 1);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", "a-code-of-another-app"))
                .post("/v1/user/phone-number").then().statusCode(400).body("code", is("code_invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"code\":\"\"}", "{\"iv\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}", "{\"encryptedData\":\"AAAA\"}",
            "{\"code\":5}" })
    void neitherCodeNorDataIsAnInvalidRequest(String body) {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).contentType(ContentType.JSON).body(body).post("/v1/user/phone-number").then()
                .statusCode(400).body("code", is("invalid_request"));
    }
}
