package io.wxsession.simulator.control;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static io.wxsession.simulator.SimulatedWechat.OTHER_APP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.restassured.path.json.JsonPath;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.SimulatedWechat;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.crypto.WechatSignatures;

class OpenDataBuilderTest {

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    @BeforeEach
    void aliceIsLoggedIn() {
        WECHAT.logIn("alice");
    }

    private static JsonPath encrypt(String kind, Map<String, ?> options) {
        Map<String, Object> body = new HashMap<>(Map.of("kind", kind, "appId", APP));
        body.putAll(options);
        return WECHAT.control("/simulator/phones/alice/encrypt", body).jsonPath();
    }

    private static JsonObject decrypt(JsonPath data, String sessionKey) {
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(base64.decode(sessionKey), "AES"),
                    new IvParameterSpec(base64.decode(data.getString("iv"))));
            return new JsonObject(new String(cipher.doFinal(base64.decode(data.getString("encryptedData"))), UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void userInfoHasTheOpenidAndASignatureButNoRealName() {
        JsonPath data = encrypt("userInfo", Map.of());
        JsonObject plain = decrypt(data, WECHAT.sessionKey("alice"));
        assertThat(plain.getString("openId")).isEqualTo(WECHAT.openid("alice"));
        assertThat(plain.getString("nickName")).isEqualTo("微信用户");
        assertThat(plain.containsKey("unionId")).isFalse();
        assertThat(plain.getJsonObject("watermark").getString("appid")).isEqualTo(APP);
        assertThat(data.getString("rawData")).startsWith("{\"nickName\":\"微信用户\",\"gender\":0,");
        assertThat(data.getString("signature"))
                .isEqualTo(WechatSignatures.rawData(data.getString("rawData"), WECHAT.sessionKey("alice")));
    }

    @Test
    void userInfoOfAnAppWithUnionidHasTheUnionid() {
        WECHAT.json(Map.of("secret", "s", "unionid", true)).put("/simulator/apps/wxbound").then().statusCode(204);
        JsonPath data = encrypt("userInfo", Map.of("appId", "wxbound"));
        String key = WECHAT.get("/simulator/users/alice/session-key", "appId", "wxbound").getString("sessionKey");
        assertThat(decrypt(data, key).getString("unionId")).isEqualTo(WechatIds.unionid("alice"));
    }

    @ParameterizedTest
    @CsvSource({ "phoneNumber, purePhoneNumber", "weRun, stepInfoList", "group, opengid", "userProfile, nickName" })
    void otherKindsHaveTheirOwnFieldsAndNoOpenid(String kind, String field) {
        JsonObject plain = decrypt(encrypt(kind, Map.of()), WECHAT.sessionKey("alice"));
        assertThat(plain.fieldNames()).contains(field, "watermark").doesNotContain("openId");
    }

    @Test
    void theWatermarkAndTheOpenidCanBeSet() {
        JsonObject plain = decrypt(encrypt("userInfo", Map.of("watermarkAppId", OTHER_APP, "watermarkTimestamp", 1477314187,
                "openId", "oSomebodyElse")), WECHAT.sessionKey("alice"));
        assertThat(plain.getJsonObject("watermark")).isEqualTo(
                new JsonObject().put("timestamp", 1477314187).put("appid", OTHER_APP));
        assertThat(plain.getString("openId")).isEqualTo("oSomebodyElse");
    }

    @Test
    void dataCanBeEncryptedWithThePreviousKey() {
        String previous = WECHAT.sessionKey("alice");
        WECHAT.json(Map.of("appId", APP)).post("/simulator/users/alice/rotate-key").then().statusCode(204);
        JsonPath data = encrypt("userInfo", Map.of("key", "previous"));
        assertThat(decrypt(data, previous).getString("openId")).isEqualTo(WECHAT.openid("alice"));
        assertThat(WECHAT.sessionKey("alice")).isNotEqualTo(previous);
    }

    @Test
    void aForgedStartReplacesTheBeginning() {
        JsonPath data = encrypt("userInfo", Map.of("forgedStart", "{\"openId\":\"oEVIL"));
        assertThat(decrypt(data, WECHAT.sessionKey("alice")).getString("openId")).startsWith("oEVIL").hasSize(28)
                .endsWith(WECHAT.openid("alice").substring(5));
    }

    @Test
    void luckyPaddingIsValidWithTheRightKeyButTheContentIsNot() {
        JsonPath data = encrypt("phoneNumber", Map.of("luckyPadding", true));
        assertThatThrownBy(() -> decrypt(data, WECHAT.sessionKey("alice"))).isInstanceOf(DecodeException.class);
    }

    @Test
    void anyPlaintextCanBeRequested() {
        assertThat(decrypt(encrypt("userInfo", Map.of("plaintext", "{\"a\":1}")), WECHAT.sessionKey("alice")))
                .isEqualTo(new JsonObject().put("a", 1));
        WECHAT.json(Map.of("kind", "horoscope", "appId", APP)).post("/simulator/phones/alice/encrypt").then().statusCode(400);
    }
}
