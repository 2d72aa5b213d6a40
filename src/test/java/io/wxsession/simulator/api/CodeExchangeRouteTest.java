package io.wxsession.simulator.api;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static io.wxsession.simulator.SimulatedWechat.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.SimulatedWechat;
import io.wxsession.simulator.crypto.WechatIds;

class CodeExchangeRouteTest {

    private static final String BOUND_APP = "wxbound";

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    private static JsonObject exchange(String appId, String code) {
        return new JsonObject(WECHAT.request().queryParam("appid", appId).queryParam("secret", SECRET)
                .queryParam("js_code", code).queryParam("grant_type", "authorization_code").get("/sns/jscode2session")
                .then().statusCode(200).extract().asString());
    }

    private static String logIn(String phone, String appId) {
        return WECHAT.control("/simulator/phones/" + phone + "/login", Map.of("appId", appId)).path("code");
    }

    @Test
    void aCodeIsExchangedForTheOpenidAndTheSessionKeyWithoutAUnionid() {
        JsonObject session = exchange(APP, WECHAT.logIn("alice"));
        assertThat(session.fieldNames()).containsExactlyInAnyOrder("openid", "session_key");
        assertThat(session.getString("openid")).isEqualTo(WECHAT.openid("alice"));
        assertThat(session.getString("session_key")).isEqualTo(WECHAT.sessionKey("alice"));
    }

    @Test
    void anAppWithUnionidGetsTheUnionidOfTheUser() {
        WECHAT.json(Map.of("secret", SECRET, "unionid", true)).put("/simulator/apps/" + BOUND_APP).then().statusCode(204);
        JsonObject session = exchange(BOUND_APP, logIn("alice", BOUND_APP));
        JsonPath user = WECHAT.get("/simulator/users/alice", "appId", BOUND_APP);
        assertThat(session.fieldNames()).containsExactlyInAnyOrder("openid", "session_key", "unionid");
        assertThat(session.getString("unionid")).isEqualTo(WechatIds.unionid("alice")).isEqualTo(user.getString("unionid"));
        assertThat(session.getString("openid")).isEqualTo(user.getString("openid")).isNotEqualTo(WECHAT.openid("alice"));
        assertThat(exchange(BOUND_APP, logIn("bob", BOUND_APP)).getString("unionid")).isEqualTo(WechatIds.unionid("bob"));
    }
}
