package io.wxsession.simulator.api;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static io.wxsession.simulator.SimulatedWechat.OTHER_APP;
import static io.wxsession.simulator.SimulatedWechat.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.restassured.path.json.JsonPath;
import io.wxsession.simulator.SimulatedWechat;

class PhoneNumberRouteTest {

    private static final String PATH = "/wxa/business/getuserphonenumber";

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    private static String code(String phone, String appId) {
        return WECHAT.control("/simulator/phones/" + phone + "/phone-code", Map.of("appId", appId)).path("code");
    }

    private static JsonPath exchange(Object body) {
        return WECHAT.json(body).queryParam("access_token", WECHAT.stableToken()).post(PATH).then().statusCode(200).extract()
                .jsonPath();
    }

    @Test
    void aCodeIsExchangedForThePhoneNumber() {
        JsonPath response = exchange(Map.of("code", code("alice", APP)));
        assertThat(response.getInt("errcode")).isZero();
        assertThat(response.getString("phone_info.purePhoneNumber")).matches("12066\\d{6}")
                .isEqualTo(response.getString("phone_info.phoneNumber"))
                .isEqualTo(WECHAT.get("/simulator/users/alice", "appId", APP).getString("phoneNumber"));
        assertThat(response.getString("phone_info.countryCode")).isEqualTo("86");
        assertThat(response.getString("phone_info.watermark.appid")).isEqualTo(APP);
        assertThat(response.getLong("phone_info.watermark.timestamp")).isCloseTo(System.currentTimeMillis() / 1000,
                within(60L));
    }

    @Test
    void aCodeWorksOnce() {
        String code = code("alice", APP);
        exchange(Map.of("code", code));
        assertThat(exchange(Map.of("code", code)).getString("errmsg"))
                .matches("invalid code hint: \\[\\w{16}] rid: [0-9a-f-]{26}");
    }

    @Test
    void anExpiredUnknownOrForeignCodeIsRefusedWithTheSameErrcode() {
        assertThat(exchange(Map.of("code", "unknown")).getInt("errcode")).isEqualTo(40029);
        assertThat(exchange(Map.of("code", code("alice", OTHER_APP))).getInt("errcode")).isEqualTo(40029);
        assertThat(exchange(Map.of()).getInt("errcode")).isEqualTo(40029);
        String code = code("alice", APP);
        WECHAT.advanceClock(300);
        assertThat(exchange(Map.of("code", code)).getInt("errcode")).isEqualTo(40029);
    }

    @Test
    void loginCodesAndPhoneCodesAreNotInterchangeable() {
        assertThat(exchange(Map.of("code", WECHAT.logIn("alice"))).getInt("errcode")).isEqualTo(40029);
        String refusal = WECHAT.request().queryParam("appid", APP).queryParam("secret", SECRET)
                .queryParam("js_code", code("alice", APP)).get("/sns/jscode2session").asString();
        assertThat(refusal).contains("\"errcode\":40029").contains("invalid code, rid: ");
    }

    @Test
    void anOpenidInTheRequestIsChecked() {
        String code = code("alice", APP);
        assertThat(exchange(Map.of("code", code, "openid", WECHAT.openid("bob"))).getInt("errcode")).isEqualTo(40029);
        assertThat(exchange(Map.of("code", code, "openid", WECHAT.openid("alice"))).getInt("errcode")).isZero();
    }

    @Test
    void aBodyThatIsNotAJsonObjectIsRefused() {
        assertThat(WECHAT.request().queryParam("access_token", WECHAT.stableToken()).post(PATH).jsonPath()
                .getString("errmsg")).startsWith("empty post data hint: [");
        assertThat(WECHAT.request().formParam("code", "x").queryParam("access_token", WECHAT.stableToken()).post(PATH)
                .jsonPath().getString("errmsg")).startsWith("data format error hint: [");
        assertThat(exchange("{\"code\":5}").getInt("errcode")).isEqualTo(47001);
        assertThat(WECHAT.get(PATH).getInt("errcode")).isEqualTo(43002);
    }

    @Test
    void aMinuteQuotaEndsAfterAMinute() {
        WECHAT.json(Map.of("path", PATH, "fault", "45011", "seconds", 60)).put("/simulator/faults").then().statusCode(204);
        String code = code("alice", APP);
        assertThat(exchange(Map.of("code", code)).getString("errmsg"))
                .startsWith("api minute-quota reach limit, must slower, retry next minute rid: ");
        assertThat(exchange(Map.of("code", code)).getInt("errcode")).isEqualTo(45011);
        WECHAT.advanceClock(60);
        assertThat(exchange(Map.of("code", code)).getInt("errcode")).isZero();
    }

    @Test
    void faultsApplyToPhoneNumbers() {
        String code = code("alice", APP);
        WECHAT.injectFault(PATH, "html");
        WECHAT.injectFault(PATH, "foreign-watermark");
        assertThat(WECHAT.json(Map.of("code", code)).queryParam("access_token", WECHAT.stableToken()).post(PATH).contentType())
                .isEqualTo("text/html");
        assertThat(exchange(Map.of("code", code)).getString("phone_info.watermark.appid")).isNotEqualTo(APP);
        assertThat(WECHAT.calls(PATH)).isEqualTo(2);
    }
}
