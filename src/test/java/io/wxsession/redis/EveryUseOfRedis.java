package io.wxsession.redis;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** Asks the service for everything of which it keeps something in Redis. */
final class EveryUseOfRedis {

    private static final String APP = TestEnvironment.APP;

    private final String phone = Wechat.newPhone();
    private LoggedIn session = logIn(phone);

    void make() {
        asThePhone();
        asTheBackEnd();
        pushes();
        ends();
    }

    private void asThePhone() {
        served(refresh(session.refreshToken()));
        served(current(session.accessToken()));
        served(bearer(session.accessToken()).get("/auth/verify"));
        served(bearer(session.accessToken()).get("/v1/sessions"));
        served(bearer(session.accessToken()).get("/v1/user"));
        JsonPath signed = Wechat.encrypt(phone, "userInfo");
        served(phone().body(Map.of("rawData", signed.getString("rawData"), "signature", signed.getString("signature")))
                .put("/v1/user/profile"));
        served(phone().body(Map.of("encryptedData", signed.getString("encryptedData"), "iv", signed.getString("iv")))
                .post("/v1/decrypt"));
        served(phone().body(Map.of("code", Wechat.phoneCode(phone))).post("/v1/user/phone-number"));
        refused(400, sendLogin(loginBody("no-such-code")));
        served(sendLogin(Map.of("appId", TestEnvironment.UNION_APP, "code", Wechat.code(phone, TestEnvironment.UNION_APP))));
        // As many sessions as a user may have, and one more.
        for (int i = 0; i < 6; i++) {
            session = logIn(phone);
        }
    }

    private void asTheBackEnd() {
        String sessions = "/internal/v1/sessions/" + session.handle();
        String user = "/internal/v1/users/" + session.userId();
        served(TestServiceClient.GATEWAY.introspect(session.accessToken()));
        served(backEnd().body(Map.of("value", "7")).put(sessions + "/attributes/cart"));
        served(backEnd().get(sessions + "/attributes/cart"));
        served(backEnd().delete(sessions + "/attributes/cart"));
        served(backEnd().body(Map.of("data", "x")).post(sessions + "/signature"));
        served(backEnd().post(sessions + "/session-key/check"));
        served(backEnd().post(sessions + "/session-key/reset"));
        served(backEnd().get(user));
        served(backEnd().body(Map.of("accountId", "account-" + phone)).put(user + "/binding"));
        served(backEnd().delete(user + "/binding"));
        served(backEnd().get("/internal/v1/users/export?appId=" + APP));
        served(backEnd().get("/internal/v1/stats?appId=" + APP));
        served(backEnd().get("/internal/v1/apps/" + APP + "/access-token"));
        served(backEnd().body(Map.of("appId", APP, "openid", Wechat.openid(Wechat.newPhone()))).post("/internal/v1/users"));
        served(backEnd().delete(user + "/sessions"));
    }

    private void pushes() {
        Wechat.listensForEvents("http://127.0.0.1:" + RestAssured.port + "/wechat/events/" + APP,
                TestEnvironment.PUSH_TOKEN, TestEnvironment.PUSH_AES_KEY);
        assertThat(Wechat.push(phone, Map.of("event", "user_authorization_cancellation")))
                .isNotEmpty().allMatch(delivery -> delivery.status() == 200);
    }

    private void ends() {
        LoggedIn another = logIn(phone);
        served(bearer(another.accessToken()).delete("/v1/sessions/current"));
        refused(401, current(another.accessToken()));
        served(TestServiceClient.GATEWAY.revoke(logIn(phone).refreshToken()));
        served(bearer(logIn(phone).accessToken()).delete("/v1/sessions"));
        // The push erased the user; the next login made another.
        String user = "/internal/v1/users/" + another.userId();
        served(backEnd().put(user + "/ban"));
        served(backEnd().delete(user + "/ban"));
        served(backEnd().delete(user));
        served(backEnd().delete("/internal/v1/bans?appId=" + APP + "&openid=" + Wechat.openid(phone)));
    }

    private RequestSpecification phone() {
        return bearer(session.accessToken()).contentType(ContentType.JSON);
    }

    private static RequestSpecification backEnd() {
        return TestServiceClient.OPERATOR.request().contentType(ContentType.JSON);
    }

    private static void served(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
    }

    private static void refused(int status, Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }
}
