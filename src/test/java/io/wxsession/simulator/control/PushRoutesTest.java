package io.wxsession.simulator.control;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.restassured.path.json.JsonPath;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.SimulatedWechat;
import io.wxsession.simulator.crypto.WechatSignatures;
import io.wxsession.testing.Blocking;

class PushRoutesTest {

    private static final String TOKEN = "push-token";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static int port;

    private record Received(MultiMap query, String contentType, String body) {

        String signature() {
            return WechatSignatures.push(TOKEN, query.get("timestamp"), query.get("nonce"));
        }

        String messageSignature() {
            return WechatSignatures.push(TOKEN, query.get("timestamp"), query.get("nonce"), encrypted());
        }

        String encrypted() {
            return new JsonObject(body).getString("Encrypt");
        }
    }

    @BeforeAll
    static void startServer() {
        port = Blocking.get(WECHAT.vertx().createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
            RECEIVED.add(new Received(request.params(), request.getHeader("Content-Type"), body.toString()));
            String echo = request.getParam("echostr");
            request.response().end(echo == null ? "success" : echo);
        })).listen(0, "127.0.0.1")).actualPort();
    }

    @BeforeEach
    void setTarget() {
        RECEIVED.clear();
        setTarget(AES_KEY);
    }

    private static void setTarget(String aesKey) {
        Map<String, Object> target = new HashMap<>(Map.of("url", "http://127.0.0.1:" + port + "/events", "token", TOKEN));
        target.put("aesKey", aesKey);
        WECHAT.json(target).put("/simulator/apps/" + APP + "/push").then().statusCode(204);
    }

    private static JsonPath push(Map<String, ?> options) {
        Map<String, Object> body = new HashMap<>(Map.of("appId", APP, "event", "user_authorization_revoke"));
        body.putAll(options);
        return WECHAT.control("/simulator/users/alice/events", body).jsonPath();
    }

    /** The event and the AppID that follows it. */
    private static String[] decrypt(String encrypted) {
        try {
            byte[] key = Base64.getDecoder().decode(AES_KEY + "=");
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            byte[] plain = cipher.doFinal(Base64.getDecoder().decode(encrypted));
            assertThat(plain.length % 32).isZero();
            int length = ByteBuffer.wrap(plain, 16, 4).getInt();
            int end = plain.length - plain[plain.length - 1];
            return new String[] { new String(plain, 20, length, UTF_8),
                    new String(plain, 20 + length, end - 20 - length, UTF_8) };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEventIsEncryptedIfTheAppHasAnAesKey() {
        JsonPath outcome = push(Map.of("revokeInfo", "8"));
        assertThat(outcome.getInt("deliveries[0].status")).isEqualTo(200);
        assertThat(outcome.getString("deliveries[0].body")).isEqualTo("success");
        Received received = RECEIVED.get(0);
        JsonObject envelope = new JsonObject(received.body());
        assertThat(envelope.fieldNames()).containsExactly("ToUserName", "Encrypt");
        assertThat(received.query().get("encrypt_type")).isEqualTo("aes");
        assertThat(received.query().get("signature")).isEqualTo(received.signature());
        assertThat(received.query().get("msg_signature")).isEqualTo(received.messageSignature());
        String[] plain = decrypt(received.encrypted());
        JsonObject event = new JsonObject(plain[0]);
        assertThat(plain[1]).isEqualTo(APP);
        assertThat(event.fieldNames()).containsExactly("ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "OpenID",
                "AppID", "RevokeInfo");
        assertThat(event.getString("OpenID")).isEqualTo(WECHAT.openid("alice"));
        assertThat(event.getString("RevokeInfo")).isEqualTo("8");
    }

    @Test
    void anEventIsPlainIfTheAppHasNoAesKey() {
        setTarget(null);
        push(Map.of("event", "user_info_modified", "lowerCaseFields", true));
        Received received = RECEIVED.get(0);
        assertThat(received.query().contains("msg_signature")).isFalse();
        assertThat(received.query().get("signature")).isEqualTo(received.signature());
        JsonObject event = new JsonObject(received.body());
        assertThat(event.getString("openid")).isEqualTo(WECHAT.openid("alice"));
        assertThat(event.getString("appid")).isEqualTo(APP);
        assertThat(event.containsKey("OpenID")).isFalse();
    }

    @Test
    void anEventIsPushedAsXml() {
        push(Map.of("format", "xml", "mode", "plain", "revokeInfo", 1, "createTime", 1626857200));
        assertThat(RECEIVED.get(0).contentType()).isEqualTo("text/xml");
        assertThat(RECEIVED.get(0).body()).startsWith("<xml><ToUserName><![CDATA[gh_")
                .contains("<CreateTime>1626857200</CreateTime><MsgType><![CDATA[event]]></MsgType>")
                .endsWith("<RevokeInfo><![CDATA[1]]></RevokeInfo></xml>");
        push(Map.of("format", "xml"));
        assertThat(RECEIVED.get(1).body()).matches("<xml><ToUserName>.*</ToUserName><Encrypt>.*</Encrypt></xml>");
        push(Map.of("format", "xml", "mode", "compatible"));
        assertThat(RECEIVED.get(2).body()).contains("<Event>", "<Encrypt>");
    }

    @Test
    void copiesAreTheSameEventWithNewSignatures() {
        assertThat(push(Map.of("copies", 3)).getList("deliveries")).hasSize(3);
        assertThat(RECEIVED).extracting(received -> received.query().get("nonce")).doesNotHaveDuplicates();
        assertThat(RECEIVED).extracting(received -> decrypt(received.encrypted())[0])
                .containsOnly(decrypt(RECEIVED.get(0).encrypted())[0]);
        RECEIVED.clear();
        push(Map.of("copies", 2, "replay", true));
        assertThat(RECEIVED.get(1).body()).isEqualTo(RECEIVED.get(0).body());
        assertThat(RECEIVED.get(1).query().get("nonce")).isEqualTo(RECEIVED.get(0).query().get("nonce"));
    }

    @Test
    void aPushCanBeForged() {
        push(Map.of("badSignature", true));
        Received bad = RECEIVED.get(0);
        assertThat(bad.query().get("signature")).isEqualTo(bad.signature());
        assertThat(bad.query().get("msg_signature"))
                .isNotEqualTo(bad.messageSignature());
        push(Map.of("badSignature", true, "mode", "plain"));
        assertThat(RECEIVED.get(1).query().get("signature")).isNotEqualTo(RECEIVED.get(1).signature());
        push(Map.of("insideAppId", "wxforeign"));
        assertThat(decrypt(RECEIVED.get(2).encrypted())[1]).isEqualTo("wxforeign");
        push(Map.of("format", "xml", "doctype", true));
        assertThat(RECEIVED.get(3).body()).startsWith("<!DOCTYPE").contains("&outside;");
    }

    @Test
    void timeNonceAndFieldsCanBeSet() {
        Map<String, Object> fields = new HashMap<>(Map.of("Event", "something_new", "Extra", 5));
        fields.put("OpenID", null);
        push(Map.of("mode", "plain", "timestampOffset", -7200, "nonce", "4711", "fields", fields));
        Received received = RECEIVED.get(0);
        assertThat(Long.parseLong(received.query().get("timestamp"))).isLessThan(System.currentTimeMillis() / 1000 - 7000);
        assertThat(received.query().get("nonce")).isEqualTo("4711");
        assertThat(received.query().get("signature")).isEqualTo(received.signature());
        JsonObject event = new JsonObject(received.body());
        assertThat(event.getString("Event")).isEqualTo("something_new");
        assertThat(event.containsKey("OpenID")).isFalse();
        assertThat(event.getInteger("Extra")).isEqualTo(5);
    }

    @Test
    void theUrlIsChecked() {
        JsonPath outcome = WECHAT.control("/simulator/apps/" + APP + "/url-check", Map.of()).jsonPath();
        assertThat(outcome.getInt("status")).isEqualTo(200);
        assertThat(outcome.getString("body")).isEqualTo(outcome.getString("echostr")).matches("\\d+");
        assertThat(RECEIVED.get(0).query().get("signature")).isEqualTo(RECEIVED.get(0).signature());
        WECHAT.control("/simulator/apps/" + APP + "/url-check", Map.of("badSignature", true));
        assertThat(RECEIVED.get(1).query().get("signature")).isNotEqualTo(RECEIVED.get(1).signature());
    }

    @Test
    void anUnreachableServerGivesStatusZero() {
        WECHAT.json(Map.of("url", "http://127.0.0.1:1/", "token", TOKEN)).put("/simulator/apps/" + APP + "/push").then()
                .statusCode(204);
        assertThat(push(Map.of()).getInt("deliveries[0].status")).isZero();
    }

    @Test
    void anAppWithoutAPushTargetIsRefused() {
        WECHAT.request().delete("/simulator").then().statusCode(204);
        WECHAT.json(Map.of("appId", APP, "event", "any")).post("/simulator/users/alice/events").then().statusCode(400);
    }
}
