package io.wxsession.login;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.current;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class WaferTest extends ServiceTest {

    private static final String DOOR = "/v1/compat/wafer/login";

    private static RequestSpecification wafer(String code) {
        return given().header("X-WX-Code", code).queryParam("appId", TestEnvironment.APP);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "POST" })
    void theWaferLoginAnswersInItsEnvelope(String method) {
        String skey = wafer(Wechat.code(Wechat.newPhone())).request(method, DOOR).then().statusCode(200)
                .header("Cache-Control", "no-store")
                .body("code", is(0)).body("data.userinfo.id", startsWith("u_")).body("error", nullValue())
                .extract().path("data.skey");
        given().header("X-WX-Skey", skey).get("/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void itsTokenLivesAsLongAsTheSessionSinceThatClientCannotRefresh() {
        String skey = wafer(Wechat.code(Wechat.newPhone())).get(DOOR).path("data.skey");
        JsonObject claims = ForgedAccessTokens.claims(skey);
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(7 * 24 * 3600);
    }

    @Test
    void theMiniProgramIsKnownByTheRefererThatWechatSends() {
        given().header("X-WX-Code", Wechat.code(Wechat.newPhone()))
                .header("Referer", "https://servicewechat.com/" + TestEnvironment.APP + "/12/page-frame.html")
                .get(DOOR).then().statusCode(200).body("code", is(0));
    }

    @Test
    void encryptedDataThatDoesNotDecryptIsIgnored() {
        wafer(Wechat.code(Wechat.newPhone())).header("X-WX-Encrypted-Data", "nonsense").header("X-WX-IV", "nonsense").get(DOOR)
                .then().statusCode(200).body("code", is(0));
    }

    @Test
    void encryptedDataThatDecryptsIsPartOfTheUserinfo() {
        String phone = Wechat.newPhone();
        wafer(Wechat.code(phone)).get(DOOR).then().statusCode(200);
        JsonPath encrypted = Wechat.encrypt(phone, "userInfo");
        wafer(Wechat.code(phone)).header("X-WX-Encrypted-Data", encrypted.getString("encryptedData"))
                .header("X-WX-IV", encrypted.getString("iv")).get(DOOR).then().statusCode(200).body("code", is(0))
                .body("data.userinfo.nickName", is("微信用户")).body("data.userinfo.id", startsWith("u_"));
    }

    @Test
    void aFailureIsMinusOneWithTheReason() {
        given().get(DOOR).then().statusCode(400).body("code", is(-1)).body("error", is("invalid_request"));
        wafer("").get(DOOR).then().statusCode(400).body("code", is(-1));
        wafer("x".repeat(257)).get(DOOR).then().statusCode(400).body("code", is(-1));
        wafer("nobody-knows-it").get(DOOR).then().statusCode(400).body("code", is(-1)).body("error", is("code_invalid"));
        given().header("X-WX-Code", "x").queryParam("appId", "wx0").get(DOOR).then().body("code", is(-1))
                .body("error", is("unknown_app")).body("data", nullValue());
    }

    @Test
    void aStoreThatCannotBeReachedIsSaidInTheEnvelopeToo() {
        String code = Wechat.code(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        wafer(code).get(DOOR).then().statusCode(503).header("Retry-After", notNullValue()).body("code", is(-1))
                .body("error", is("store_unavailable"));
    }

    @Test
    void aLoginWithTheOldSkeyReplacesItsSession() {
        String phone = Wechat.newPhone();
        String before = wafer(Wechat.code(phone)).get(DOOR).path("data.skey");
        wafer(Wechat.code(phone)).header("X-WX-Skey", before).get(DOOR).then().statusCode(200);
        current(before).then().statusCode(401).body("code", is("session_replaced"));
    }
}
