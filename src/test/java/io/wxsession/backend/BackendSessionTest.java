package io.wxsession.backend;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.BackEnd;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class BackendSessionTest extends ServiceTest {

    private static String session(String handle, String path) {
        return "/internal/v1/sessions/" + handle + path;
    }

    private static Response put(String handle, String name, Object value) {
        return BackEnd.OPERATOR.request().contentType(ContentType.JSON).body(Map.of("value", value))
                .put(session(handle, "/attributes/" + name));
    }

    private static Response get(String handle, String name) {
        return BackEnd.OPERATOR.request().get(session(handle, "/attributes/" + name));
    }

    private static Response post(String handle, String path, Object body) {
        return BackEnd.OPERATOR.request().contentType(ContentType.JSON).body(body).post(session(handle, path));
    }

    @Test
    void attributesLiveAndDieWithTheSession() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        put(handle, "cart", "3 瓶").then().statusCode(204);
        get(handle, "cart").then().statusCode(200).body("value", is("3 瓶"));
        refresh(session.refreshToken()).then().statusCode(200);
        String attributes = RedisInspector.keys("wxs:{*}:sa:" + handle).get(0);
        String record = RedisInspector.keys("wxs:{*}:s:" + handle).get(0);
        long attributesLife = RedisInspector.command(Command.PTTL, attributes).toLong();
        assertThat(RedisInspector.command(Command.PTTL, record).toLong() - attributesLife).isBetween(-2000L, 2000L);
        bearer(session.accessToken()).delete("/v1/sessions/current");
        get(handle, "cart").then().statusCode(404);
        assertThat(RedisInspector.keys("wxs:{*}:sa:" + handle)).isEmpty();
    }

    @Test
    void anAttributeCanBeDeleted() {
        String handle = logIn(Wechat.newPhone()).handle();
        put(handle, "a", "").then().statusCode(204);
        get(handle, "a").then().body("value", is(""));
        BackEnd.OPERATOR.request().delete(session(handle, "/attributes/a")).then().statusCode(204);
        get(handle, "a").then().statusCode(404).body("code", is("not_found"));
    }

    @Test
    void attributesAreSmallAndFew() {
        String handle = logIn(Wechat.newPhone()).handle();
        put(handle, "large", "x".repeat(4096)).then().statusCode(204);
        put(handle, "larger", "x".repeat(4097)).then().statusCode(413).body("code", is("too_large"));
        put(handle, "wide", "字".repeat(1366)).then().statusCode(413);
        for (int i = 1; i < 16; i++) {
            put(handle, "a" + i, "v").then().statusCode(204);
        }
        put(handle, "one-too-many", "v").then().statusCode(413).body("code", is("too_large"));
        put(handle, "a1", "changed").then().statusCode(204);
        put(handle, "a".repeat(65), "v").then().statusCode(400).body("violations.field", contains("name"));
        put(handle, "x", 5).then().statusCode(400).body("violations.field", contains("value"));
    }

    @Test
    void aBackEndGetsTheUserStateSignature() throws Exception {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        for (String data : new String[] { "", "{\"foo\":\"bar\"}" }) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Wechat.sessionKey(phone).getBytes("UTF-8"), "HmacSHA256"));
            String expected = HexFormat.of().formatHex(mac.doFinal(data.getBytes("UTF-8")));
            post(session.handle(), "/signature", Map.of("data", data)).then().statusCode(200).body("signature", is(expected));
        }
        post(session.handle(), "/signature", Map.of()).then().statusCode(400).body("violations.field", contains("data"));
    }

    @Test
    void wechatSaysWhetherItStillKnowsTheKey() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        post(session.handle(), "/session-key/check", "").then().statusCode(200).body("valid", is(true));
        Wechat.rotateKey(phone);
        post(session.handle(), "/session-key/check", "").then().statusCode(200).body("valid", is(false));
    }

    @Test
    void aResetGivesTheUserAnotherKeyWhichWeKnow() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String before = Wechat.sessionKey(phone);
        post(session.handle(), "/session-key/reset", "").then().statusCode(204);
        assertThat(Wechat.sessionKey(phone)).isNotEqualTo(before);
        post(session.handle(), "/session-key/check", "").then().body("valid", is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "AAAAAAAAAAAAAAAAAAAAAAAA" })
    void aSessionThatIsNotThereIsNotFound(String handle) {
        get(handle, "a").then().statusCode(404).body("code", is("not_found"));
        post(handle, "/signature", Map.of("data", "")).then().statusCode(404);
        post(handle, "/session-key/check", "").then().statusCode(404);
    }

    @Test
    void otherAppsSessionsAreNotThereForALimitedClient() {
        String handle = logIn(Wechat.newPhone()).handle();
        BackEnd.LIMITED.request().contentType(ContentType.JSON).body(Map.of("data", "")).post(session(handle, "/signature"))
                .then().statusCode(404);
        BackEnd.GATEWAY.request().get(session(handle, "/attributes/a")).then().statusCode(403);
    }
}
