package io.wxsession.simulator.api;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static io.wxsession.simulator.SimulatedWechat.OTHER_APP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.restassured.path.json.JsonPath;
import io.wxsession.simulator.SimulatedWechat;
import io.wxsession.simulator.crypto.WechatSignatures;

class SessionKeyRoutesTest {

    private static final String CHECK = "/wxa/checksession";
    private static final String RESET = "/wxa/resetusersessionkey";

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    @BeforeEach
    void aliceIsLoggedIn() {
        WECHAT.logIn("alice");
    }

    private static JsonPath ask(String path, String openid, String signature) {
        return WECHAT.get(path, "access_token", WECHAT.stableToken(), "openid", openid, "signature", signature,
                "sig_method", "hmac_sha256");
    }

    private static String signature(String sessionKey) {
        return WechatSignatures.hmacSha256(sessionKey, "");
    }

    @Test
    void theCurrentKeyIsValid() {
        JsonPath response = ask(CHECK, WECHAT.openid("alice"), signature(WECHAT.sessionKey("alice")));
        assertThat(response.getMap("")).isEqualTo(Map.of("errcode", 0, "errmsg", "ok"));
    }

    @Test
    void aKeyThatWasReplacedIsNotValid() {
        String old = signature(WECHAT.sessionKey("alice"));
        WECHAT.json(Map.of("appId", APP)).post("/simulator/users/alice/rotate-key").then().statusCode(204);
        assertThat(ask(CHECK, WECHAT.openid("alice"), old).getString("errmsg")).startsWith("invalid signature rid: ");
        assertThat(ask(RESET, WECHAT.openid("alice"), old).getInt("errcode")).isEqualTo(87009);
    }

    @Test
    void aResetReplacesTheKey() {
        String old = WECHAT.sessionKey("alice");
        JsonPath response = ask(RESET, WECHAT.openid("alice"), signature(old));
        assertThat(response.getInt("errcode")).isZero();
        assertThat(response.getString("openid")).isEqualTo(WECHAT.openid("alice"));
        assertThat(response.getString("session_key")).isEqualTo(WECHAT.sessionKey("alice")).isNotEqualTo(old).hasSize(24);
        assertThat(ask(CHECK, WECHAT.openid("alice"), signature(old)).getInt("errcode")).isEqualTo(87009);
    }

    @Test
    void aKeyFromAResetExpiresWhenTheOldKeyWouldHave() {
        WECHAT.advanceClock(2 * 86400);
        ask(RESET, WECHAT.openid("alice"), signature(WECHAT.sessionKey("alice")));
        WECHAT.advanceClock(86400);
        assertThat(ask(CHECK, WECHAT.openid("alice"), signature(WECHAT.sessionKey("alice"))).getString("errmsg"))
                .startsWith("session_key is not existd or expired rid: ");
    }

    @Test
    void aKeyCanBeExpiredAndALoginCreatesANewOne() {
        WECHAT.request().queryParam("appId", APP).delete("/simulator/users/alice/session-key").then().statusCode(204);
        assertThat(ask(RESET, WECHAT.openid("alice"), signature(WECHAT.sessionKey("alice"))).getInt("errcode"))
                .isEqualTo(87007);
        WECHAT.logIn("alice");
        assertThat(ask(CHECK, WECHAT.openid("alice"), signature(WECHAT.sessionKey("alice"))).getInt("errcode")).isZero();
    }

    @Test
    void anotherSignatureMethodIsRefused() {
        assertThat(WECHAT.get(CHECK, "access_token", WECHAT.stableToken(), "openid", WECHAT.openid("alice"), "signature",
                signature(WECHAT.sessionKey("alice")), "sig_method", "sha1").getInt("errcode")).isEqualTo(87008);
    }

    @Test
    void anUnknownOpenidAndAnOpenidOfAnotherAppAreRefused() {
        assertThat(ask(CHECK, WECHAT.openid("nobody"), "x").getInt("errcode")).isEqualTo(40003);
        WECHAT.control("/simulator/phones/bob/login", Map.of("appId", OTHER_APP));
        String foreign = WECHAT.get("/simulator/users/bob", "appId", OTHER_APP).getString("openid");
        assertThat(ask(CHECK, foreign, "x").getInt("errcode")).isEqualTo(40003);
    }

    @Test
    void callsAreCountedAndFaultsApplyToThem() {
        WECHAT.injectFault(CHECK, "40001");
        WECHAT.injectFault(RESET, "without-session-key");
        String signature = signature(WECHAT.sessionKey("alice"));
        assertThat(ask(CHECK, WECHAT.openid("alice"), signature).getInt("errcode")).isEqualTo(40001);
        assertThat(ask(CHECK, WECHAT.openid("alice"), signature).getInt("errcode")).isZero();
        assertThat(ask(RESET, WECHAT.openid("alice"), signature).getString("session_key")).isNull();
        assertThat(WECHAT.calls(CHECK)).isEqualTo(2);
        assertThat(WECHAT.get("/simulator/calls", "path", RESET).getString("calls[0].appId")).isEqualTo(APP);
    }
}
