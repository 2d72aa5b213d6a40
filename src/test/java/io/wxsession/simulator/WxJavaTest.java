package io.wxsession.simulator;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import cn.binarywang.wx.miniapp.api.WxMaService;
import cn.binarywang.wx.miniapp.api.impl.WxMaServiceImpl;
import cn.binarywang.wx.miniapp.bean.WxMaJscode2SessionResult;
import cn.binarywang.wx.miniapp.bean.WxMaMessage;
import cn.binarywang.wx.miniapp.bean.WxMaPhoneNumberInfo;
import cn.binarywang.wx.miniapp.bean.WxMaUserInfo;
import cn.binarywang.wx.miniapp.config.impl.WxMaDefaultConfigImpl;
import io.restassured.path.json.JsonPath;
import io.vertx.core.MultiMap;
import io.wxsession.testing.Blocking;
import me.chanjar.weixin.common.error.WxErrorException;

/**
 * WxJava, the SDK that most Java teams use, takes the simulator for WeChat.
 *
 * <p>
 * It is lenient where WeChat is strict: it sends a stray access_token with jscode2session, which is ignored, and unpads open
 * data without a look at the padding, so only the other way round (what the simulator encrypts, it reads) proves something.
 */
class WxJavaTest {

    private static final String PUSH_TOKEN = "push-token";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    private static final BlockingQueue<Push> PUSHES = new LinkedBlockingQueue<>();
    private static int port;

    private final WxMaDefaultConfigImpl config = configOf(SimulatedWechat.SECRET);
    private final WxMaService sdk = sdkWith(config);

    private record Push(MultiMap query, String body) {
    }

    @BeforeAll
    static void startServer() {
        port = Blocking.get(WECHAT.vertx().createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            PUSHES.add(new Push(request.params(), body.toString()));
            request.response().end(request.params().contains("echostr") ? request.getParam("echostr") : "success");
        })).listen(0, "127.0.0.1")).actualPort();
    }

    @BeforeEach
    void pushesGoToTheServer() {
        PUSHES.clear();
        WECHAT.json(Map.of("url", "http://127.0.0.1:" + port + "/", "token", PUSH_TOKEN, "aesKey", AES_KEY))
                .put("/simulator/apps/" + APP + "/push").then().statusCode(204);
    }

    private static WxMaDefaultConfigImpl configOf(String secret) {
        WxMaDefaultConfigImpl config = new WxMaDefaultConfigImpl();
        config.setAppid(APP);
        config.setSecret(secret);
        config.setToken(PUSH_TOKEN);
        config.setAesKey(AES_KEY);
        config.useStableAccessToken(true);
        return config;
    }

    private static WxMaService sdkWith(WxMaDefaultConfigImpl config) {
        config.setApiHostUrl(WECHAT.url(""));
        WxMaServiceImpl service = new WxMaServiceImpl();
        service.setWxMaConfig(config);
        return service;
    }

    private WxMaJscode2SessionResult logIn() throws WxErrorException {
        return sdk.getUserService().getSessionInfo(WECHAT.logIn("alice"));
    }

    private static JsonPath encrypted(String kind) {
        return WECHAT.control("/simulator/phones/alice/encrypt", Map.of("appId", APP, "kind", kind)).jsonPath();
    }

    private static Push pushed(String event, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("appId", APP);
        body.put("event", event);
        WECHAT.control("/simulator/users/alice/events", body);
        return PUSHES.remove();
    }

    private static void assertRefused(ThrowingCall call, int errcode) {
        assertThatThrownBy(call::run).asInstanceOf(type(WxErrorException.class))
                .satisfies(refused -> assertThat(refused.getError().getErrorCode()).isEqualTo(errcode));
    }

    @FunctionalInterface
    private interface ThrowingCall {
        void run() throws WxErrorException;
    }

    @Test
    void itLogsIn() throws WxErrorException {
        WxMaJscode2SessionResult session = logIn();
        assertThat(session.getOpenid()).isEqualTo(WECHAT.openid("alice"));
        assertThat(session.getSessionKey()).isEqualTo(WECHAT.sessionKey("alice"));
    }

    @Test
    void itUnderstandsThatACodeWasUsed() throws WxErrorException {
        String code = WECHAT.logIn("alice");
        sdk.getUserService().getSessionInfo(code);
        assertRefused(() -> sdk.getUserService().getSessionInfo(code), 40163);
    }

    @Test
    void itUnderstandsThatACodeIsUnknown() {
        assertRefused(() -> sdk.getUserService().getSessionInfo("0".repeat(32)), 40029);
    }

    @Test
    void itUnderstandsThatTheSecretIsWrong() {
        WxMaService misconfigured = sdkWith(configOf("another"));
        assertRefused(() -> misconfigured.getAccessToken(true), 40125);
    }

    @Test
    void itDecryptsUserDataAndVerifiesTheSignature() throws WxErrorException {
        String key = logIn().getSessionKey();
        JsonPath data = encrypted("userInfo");
        WxMaUserInfo info = sdk.getUserService().getUserInfo(key, data.getString("encryptedData"), data.getString("iv"));
        assertThat(info.getNickName()).isEqualTo("微信用户");
        assertThat(info.getWatermark().getAppid()).isEqualTo(APP);
        assertThat(sdk.getUserService().checkUserInfo(key, data.getString("rawData"), data.getString("signature"))).isTrue();
        assertThat(sdk.getUserService().checkUserInfo(key, data.getString("rawData") + " ", data.getString("signature")))
                .isFalse();
    }

    @Test
    void itDecryptsStepsAndTheGroup() throws WxErrorException {
        String key = logIn().getSessionKey();
        JsonPath steps = encrypted("weRun");
        assertThat(sdk.getRunService().getRunStepInfo(key, steps.getString("encryptedData"), steps.getString("iv")))
                .hasSize(31).allSatisfy(day -> assertThat(day.getStep()).isPositive());
        JsonPath group = encrypted("group");
        assertThat(sdk.getShareService().getGroupEnterInfo(key, group.getString("encryptedData"), group.getString("iv"))
                .getOpenGId()).isNotBlank();
    }

    @Test
    void itGetsThePhoneNumberByCodeAsByData() throws WxErrorException {
        String key = logIn().getSessionKey();
        JsonPath data = encrypted("phoneNumber");
        WxMaPhoneNumberInfo byData = sdk.getUserService().getPhoneNoInfo(key, data.getString("encryptedData"),
                data.getString("iv"));
        String code = WECHAT.control("/simulator/phones/alice/phone-code", Map.of("appId", APP)).path("code");
        WxMaPhoneNumberInfo byCode = sdk.getUserService().getPhoneNumber(code);
        assertThat(byCode.getPurePhoneNumber()).isEqualTo(byData.getPurePhoneNumber()).isNotBlank();
        assertThat(byCode.getCountryCode()).isEqualTo(byData.getCountryCode()).isEqualTo("86");
        assertThat(byCode.getWatermark().getAppid()).isEqualTo(APP);
        assertRefused(() -> sdk.getUserService().getPhoneNumber(code), 40029);
    }

    @Test
    void allItsInstancesShareOneStableToken() throws WxErrorException {
        WxMaService replica = sdkWith(configOf(SimulatedWechat.SECRET));
        assertThat(replica.getAccessToken()).isEqualTo(sdk.getAccessToken()).isEqualTo(WECHAT.stableToken());
    }

    @Test
    void ofThePlainTokensOnlyTheLastSurvivesFiveMinutes() throws WxErrorException {
        config.useStableAccessToken(false);
        String first = sdk.getAccessToken(true);
        String second = sdk.getAccessToken(true);
        assertThat(second).isNotEqualTo(first);
        WECHAT.advanceClock(301);
        assertThat(WECHAT.errcodeWith(first)).isEqualTo(40001);
        assertThat(WECHAT.errcodeWith(second)).isEqualTo(44002);
    }

    @Test
    void itFetchesANewTokenWhenItsOwnHasExpiredAndTriesAgain() throws WxErrorException {
        sdk.getAccessToken();
        WECHAT.advanceClock(7201);
        String code = WECHAT.control("/simulator/phones/alice/phone-code", Map.of("appId", APP)).path("code");
        assertThat(sdk.getUserService().getPhoneNumber(code).getPurePhoneNumber()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "compatible" })
    void itVerifiesTheSignatureOfAPush(String mode) {
        MultiMap query = pushed("user_authorization_cancellation", Map.of("mode", mode)).query();
        assertThat(sdk.checkSignature(query.get("timestamp"), query.get("nonce"), query.get("signature"))).isTrue();
        assertThat(sdk.checkSignature(query.get("timestamp"), query.get("nonce") + "0", query.get("signature"))).isFalse();
    }

    @Test
    void itReadsAnEncryptedJsonPush() {
        Push push = pushed("user_authorization_revoke", Map.of("revokeInfo", "8"));
        assertRevocation(WxMaMessage.fromEncryptedJson(push.body(), config));
    }

    @Test
    void itReadsAnEncryptedXmlPush() {
        Push push = pushed("user_authorization_revoke", Map.of("revokeInfo", "8", "format", "xml"));
        assertRevocation(WxMaMessage.fromEncryptedXml(push.body(), config, push.query().get("timestamp"),
                push.query().get("nonce"), push.query().get("msg_signature")));
    }

    @ParameterizedTest
    @CsvSource({ "json", "xml" })
    void itReadsAPlainPush(String format) {
        String body = pushed("user_authorization_revoke", Map.of("revokeInfo", "8", "format", format, "mode", "plain")).body();
        assertRevocation("json".equals(format) ? WxMaMessage.fromJson(body) : WxMaMessage.fromXml(body));
    }

    private static void assertRevocation(WxMaMessage message) {
        assertThat(message.getEvent()).isEqualTo("user_authorization_revoke");
        assertThat(message.getRevokeInfo()).isEqualTo("8");
        assertThat(message.getOpenId()).isEqualTo(WECHAT.openid("alice"));
        assertThat(message.getCreateTime()).isPositive();
    }
}
