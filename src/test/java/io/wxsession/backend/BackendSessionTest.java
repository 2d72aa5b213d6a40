package io.wxsession.backend;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class BackendSessionTest extends ServiceTest {

    private static String session(String handle, String path) {
        return "/internal/v1/sessions/" + handle + path;
    }

    private static Response put(String handle, String name, Object value) {
        return TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(Map.of("value", value))
                .put(session(handle, "/attributes/" + name));
    }

    private static Response get(String handle, String name) {
        return TestServiceClient.OPERATOR.request().get(session(handle, "/attributes/" + name));
    }

    private static Response post(String handle, String path, Object body) {
        return TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(body).post(session(handle, path));
    }

    @Test
    void anAttributeIsReadAsItWasWritten() {
        String handle = logIn(Wechat.newPhone()).handle();
        put(handle, "cart", "3 瓶").then().statusCode(204);
        get(handle, "cart").then().statusCode(200).body("value", is("3 瓶"));
    }

    @Test
    void anAttributeIsKeptNoLongerThanItsSession() {
        String handle = logIn(Wechat.newPhone()).handle();
        RedisInspector.shortenLife(handle, Duration.ofHours(1));
        put(handle, "cart", "full").then().statusCode(204);
        Duration sessionLife = RedisInspector.sessionLife(handle);
        assertThat(RedisInspector.attributesLife(handle)).isPositive().isLessThanOrEqualTo(sessionLife.plusSeconds(1));
    }

    @Test
    void aRefreshProlongsTheAttributesWithTheSession() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        put(handle, "cart", "full").then().statusCode(204);
        RedisInspector.shortenLife(handle, Duration.ofHours(1));
        refresh(session.refreshToken()).then().statusCode(200);
        assertThat(RedisInspector.sessionLife(handle)).isGreaterThan(Duration.ofDays(6));
        assertThat(RedisInspector.attributesLife(handle)).isCloseTo(RedisInspector.sessionLife(handle), Duration.ofMinutes(1));
        get(handle, "cart").then().statusCode(200).body("value", is("full"));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end("a logout", (phone, session) -> bearer(session.accessToken()).delete("/v1/sessions/current")),
                end("a logout by handle", (phone, session) -> bearer(logIn(phone).accessToken())
                        .delete("/v1/sessions/" + session.handle())),
                end("a sign-out everywhere", (phone, session) -> bearer(session.accessToken()).delete("/v1/sessions")),
                end("a sign-out of all other sessions", (phone, session) -> bearer(logIn(phone).accessToken())
                        .delete("/v1/sessions?except=current")),
                end("a sign-out by a back end", (phone, session) -> TestServiceClient.OPERATOR.request()
                        .delete("/internal/v1/users/" + session.userId() + "/sessions")),
                end("a revocation", (phone, session) -> TestServiceClient.GATEWAY.revoke(session.accessToken())),
                end("a login that replaces the session", (phone, session) -> sendLogin(
                        Map.of("appId", TestEnvironment.APP, "code", Wechat.code(phone), "refreshToken",
                                session.refreshToken()))),
                end("too many logins", (phone, session) -> Stream.generate(() -> sendLogin(loginBody(Wechat.code(phone))))
                        .limit(5).toList().get(4)),
                end("another user on the phone", (phone, session) -> sendLogin(
                        Map.of("appId", TestEnvironment.APP, "code", Wechat.code(Wechat.newPhone()), "refreshToken",
                                session.refreshToken()))),
                end("a ban", (phone, session) -> TestServiceClient.OPERATOR.request()
                        .put("/internal/v1/users/" + session.userId() + "/ban")),
                end("an erasure", (phone, session) -> TestServiceClient.OPERATOR.request()
                        .delete("/internal/v1/users/" + session.userId())));
    }

    private static Arguments end(String name, BiFunction<String, LoggedIn, Response> end) {
        return Arguments.of(name, end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void attributesDieWithTheSession(String name, BiFunction<String, LoggedIn, Response> end) {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String handle = session.handle();
        put(handle, "cart", "full").then().statusCode(204);
        assertThat(RedisInspector.hasAttributes(handle)).isTrue();
        assertThat(end.apply(phone, session).statusCode()).isIn(200, 201, 204);
        assertThat(current(session.accessToken()).statusCode()).isIn(401, 403);
        assertThat(RedisInspector.hasAttributes(handle)).isFalse();
        get(handle, "cart").then().statusCode(404).body("code", is("not_found"));
    }

    @Test
    void aRefreshTokenThatComesBackTakesTheAttributesWithTheSession() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        put(handle, "cart", "full").then().statusCode(204);
        String second = refresh(session.refreshToken()).then().statusCode(200).extract().path("refreshToken");
        refresh(second).then().statusCode(200);
        refresh(session.refreshToken()).then().statusCode(401).body("code", is("refresh_reused"));
        assertThat(RedisInspector.hasAttributes(handle)).isFalse();
    }

    @Test
    void nothingIsAttachedToASessionThatHasEnded() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        put(handle, "cart", "full").then().statusCode(204);
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        put(handle, "cart", "full again").then().statusCode(404).body("code", is("not_found"));
        assertThat(RedisInspector.hasAttributes(handle)).isFalse();
    }

    @Test
    void anAttributeCanBeDeleted() {
        String handle = logIn(Wechat.newPhone()).handle();
        put(handle, "a", "").then().statusCode(204);
        get(handle, "a").then().body("value", is(""));
        TestServiceClient.OPERATOR.request().delete(session(handle, "/attributes/a")).then().statusCode(204);
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
        TestServiceClient.LIMITED.request().contentType(ContentType.JSON).body(Map.of("data", ""))
                .post(session(handle, "/signature"))
                .then().statusCode(404);
        TestServiceClient.GATEWAY.request().get(session(handle, "/attributes/a")).then().statusCode(403);
    }
}
