package io.wxsession.limit;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(RateLimitTest.Tight.class)
class RateLimitTest extends ServiceTest {

    private static final int HOUR = 3600;
    private static final String COUNTERS = "wxs:limit:*";
    private static final String FAILURES = "wxs:limit:login-failures:*";

    public static class Tight implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TightLimits.class));
        }
    }

    /** For the packaged program what a profile says counts less than what {@link TestEnvironment} says, and this counts more. */
    public static class TightLimits implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("wxsession.limits.login-failures-per-client", "3/1H", "wxsession.limits.login-per-app", "10/1H",
                    "wxsession.limits.login-per-client", "15/1H", "wxsession.limits.decrypt-failures-per-session", "2/1H",
                    "wxsession.limits.binding-failures-per-user", "2/1H", "wxsession.limits.phone-failures-per-user", "2/1H");
        }

        @Override
        public int order() {
            return 1;
        }

        @Override
        public void stop() {
        }
    }

    @BeforeEach
    void nobodyWasCounted() {
        RedisInspector.keys(COUNTERS).forEach(key -> RedisInspector.command(Command.DEL, key));
    }

    private static Response loginWithAWrongCode() {
        return sendLogin(loginBody(Wechat.newPhone() + "-no-code"));
    }

    private static Response loginWithAGoodCode() {
        return sendLogin(loginBody(Wechat.code(Wechat.newPhone())));
    }

    /** Without {@code quarkus.http.proxy.*} the service cannot know whose address the header names. */
    private static Response loginThroughAGateway(String header, String value, String code) {
        return given().header(header, value).contentType(ContentType.JSON).body(loginBody(code)).post("/v1/sessions");
    }

    private static Response loginToTheOtherApp() {
        return sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code",
                Wechat.code(Wechat.newPhone(), TestEnvironment.OTHER_APP)));
    }

    private static Response decryptNonsense(LoggedIn session) {
        return bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("encryptedData", "A".repeat(22) + "==", "iv", "A".repeat(22) + "==")).post("/v1/decrypt");
    }

    private static Response phoneNumber(LoggedIn session, String code) {
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", code))
                .post("/v1/user/phone-number");
    }

    private static Response bind(LoggedIn session, String password) {
        return bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("credentials", Map.of("name", "acct:" + Wechat.newPhone(), "password", password)))
                .put("/v1/user/binding");
    }

    private static int retryAfter(Response answer) {
        answer.then().statusCode(429).contentType("application/problem+json").header("Cache-Control", "no-store")
                .body("code", is("rate_limited")).body("action", is("retry"));
        return Integer.parseInt(answer.header("Retry-After"));
    }

    private static String onlyKey(String pattern) {
        List<String> keys = RedisInspector.keys(pattern);
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    private static void exhaustFailures() {
        for (int i = 0; i < 3; i++) {
            loginWithAWrongCode().then().statusCode(400);
        }
    }

    @Test
    void aLoginThatRedisCountsTooLateIsTakenBack() {
        RedisInspector.whileItHangs(
                () -> loginWithAGoodCode().then().statusCode(503).body("code", is("store_unavailable")));
        await().untilAsserted(() -> assertThat(RedisInspector.keys(FAILURES)).as("the counter that came late").hasSize(1)
                .allSatisfy(key -> assertThat(RedisInspector.command(Command.GET, key).toInteger()).isZero()));
    }

    @Test
    void whoFailsTooOftenMustWaitAndWechatIsNotAsked() {
        exhaustFailures();
        assertThat(retryAfter(loginWithAGoodCode())).isBetween(HOUR / 2, HOUR);
        assertThat(Wechat.exchanges()).isEqualTo(3);
    }

    @Test
    void wrongCodesSentAtOncePassTheLimitNoMoreThanOnesSentInTurn() throws Exception {
        List<Integer> statuses = Parallel.times(30, () -> loginWithAWrongCode().statusCode());
        assertThat(statuses).filteredOn(status -> status == 400).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(27);
        assertThat(Wechat.exchanges()).isEqualTo(3);
    }

    @Test
    void aLoginThatSucceedsIsNotCountedAsAFailure() {
        for (int i = 0; i < 5; i++) {
            loginWithAGoodCode().then().statusCode(201);
        }
        exhaustFailures();
        loginWithAGoodCode().then().statusCode(429);
    }

    @ParameterizedTest
    @CsvSource({ "X-Forwarded-For, 203.0.113.7", "Forwarded, for=203.0.113.7" })
    void behindAGatewayThatIsNotConfiguredNobodyIsStoppedForTheGatewaysAddress(String header, String value) {
        exhaustFailures();
        loginWithAGoodCode().then().statusCode(429);
        for (int i = 0; i < 4; i++) {
            loginThroughAGateway(header, value, Wechat.newPhone() + "-no-code").then().statusCode(400);
        }
        loginThroughAGateway(header, value, Wechat.code(Wechat.newPhone())).then().statusCode(201);
    }

    @Test
    void whoMustWaitIsToldHowLongTheWindowStillLasts() {
        exhaustFailures();
        String counter = onlyKey(FAILURES);
        RedisInspector.command(Command.PEXPIRE, counter, 600_500);
        assertThat(retryAfter(loginWithAGoodCode())).isBetween(300, 601);
        RedisInspector.command(Command.PEXPIRE, counter, 60_500);
        assertThat(retryAfter(loginWithAGoodCode())).isBetween(1, 61);
    }

    @Test
    void aWindowBeginsWithItsFirstEventAndNoneProlongsIt() {
        loginWithAWrongCode().then().statusCode(400);
        String counter = onlyKey(FAILURES);
        RedisInspector.command(Command.PEXPIRE, counter, 600_000);
        loginWithAWrongCode().then().statusCode(400);
        loginWithAWrongCode().then().statusCode(400);
        loginWithAGoodCode().then().statusCode(429);
        assertThat(RedisInspector.command(Command.PTTL, counter).toLong()).isBetween(1L, 600_000L);
    }

    @Test
    void afterTheWindowAllIsForgotten() {
        exhaustFailures();
        loginWithAGoodCode().then().statusCode(429);
        RedisInspector.command(Command.PEXPIRE, onlyKey(FAILURES), 0);
        exhaustFailures();
        loginWithAGoodCode().then().statusCode(429);
        RedisInspector.command(Command.PEXPIRE, onlyKey(FAILURES), 0);
        loginWithAGoodCode().then().statusCode(201);
    }

    @Test
    void everyCounterEndsByItself() {
        loginWithAWrongCode();
        LoggedIn session = logIn(Wechat.newPhone());
        decryptNonsense(session);
        bind(session, "wrong");
        assertThat(RedisInspector.keys(COUNTERS)).hasSize(5).allSatisfy(
                key -> assertThat(RedisInspector.command(Command.TTL, key).toInteger()).as(key).isBetween(1, HOUR));
    }

    @Test
    void aCounterTellsNobodyWhoWasCounted() {
        LoggedIn session = logIn(Wechat.newPhone());
        loginWithAWrongCode();
        bind(session, "wrong");
        assertThat(RedisInspector.keys(COUNTERS)).hasSizeGreaterThan(3)
                .noneMatch(key -> key.contains("127.0.0.1") || key.contains(session.userId())
                        || key.contains(TestEnvironment.APP));
    }

    @Test
    void whoMeetsALimitIsCountedUnderItsName() {
        exhaustFailures();
        String name = "wxsession_rate_limited_total";
        double before = MetricsPage.read().sum(name, "limit=\"login-failures\"");
        loginWithAGoodCode().then().statusCode(429);
        assertThat(MetricsPage.read().sum(name, "limit=\"login-failures\"")).isEqualTo(before + 1);
    }

    @Test
    void aCodeThatMetALimitMayComeAgain() {
        exhaustFailures();
        String code = Wechat.code(Wechat.newPhone());
        sendLogin(loginBody(code)).then().statusCode(429);
        nobodyWasCounted();
        sendLogin(loginBody(code)).then().statusCode(201);
    }

    @Test
    void wechatsOwnTroubleIsNobodysFailure() {
        Wechat.fault("http-502", 5);
        for (int i = 0; i < 5; i++) {
            loginWithAGoodCode().then().statusCode(503);
        }
        logIn(Wechat.newPhone());
    }

    @Test
    void oneAppsStormLeavesOtherAppsAlone() throws Exception {
        List<String> codes = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(12).toList();
        List<Integer> statuses = Parallel.all(codes.stream()
                .map(code -> (Callable<Integer>) () -> loginThroughAGateway("X-Forwarded-For", "203.0.113.7", code)
                        .statusCode())
                .toList());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(2);
        loginToTheOtherApp().then().statusCode(201);
    }

    @Test
    void aClientThatLogsInTooOftenMustWaitWhateverTheApp() {
        for (int i = 0; i < 15; i++) {
            (i % 2 == 0 ? loginWithAGoodCode() : loginToTheOtherApp()).then().statusCode(201);
        }
        assertThat(retryAfter(loginWithAGoodCode())).isBetween(HOUR / 2, HOUR);
        loginToTheOtherApp().then().statusCode(429);
    }

    @Test
    void failedDecryptionsAreCountedForEachSession() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        LoggedIn sameUser = logIn(phone);
        decryptNonsense(session).then().statusCode(422);
        decryptNonsense(session).then().statusCode(422);
        assertThat(retryAfter(decryptNonsense(session))).isBetween(HOUR / 2, HOUR);
        decryptNonsense(sameUser).then().statusCode(422);
    }

    @Test
    void refusedBindingsAreCountedForEachUserOverAllSessions() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        bind(session, "wrong").then().statusCode(403);
        bind(logIn(phone), "wrong").then().statusCode(403);
        assertThat(retryAfter(bind(session, "right"))).isBetween(HOUR / 2, HOUR);
        bind(logIn(phone), "right").then().statusCode(429);
        bind(logIn(Wechat.newPhone()), "wrong").then().statusCode(403);
    }

    @Test
    void refusedPhoneCodesAreCountedForEachUserOverAllSessions() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        phoneNumber(session, "no-code").then().statusCode(400).body("code", is("code_invalid"));
        phoneNumber(logIn(phone), "no-code").then().statusCode(400);
        assertThat(retryAfter(phoneNumber(session, Wechat.phoneCode(phone)))).isBetween(HOUR / 2, HOUR);
        assertThat(Wechat.calls("/wxa/business/getuserphonenumber")).isEqualTo(2);
        phoneNumber(logIn(Wechat.newPhone()), "no-code").then().statusCode(400);
    }

    @Test
    void phoneCodesThatWechatAcceptsOrCannotJudgeAreNoFailures() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        for (int i = 0; i < 3; i++) {
            phoneNumber(session, Wechat.phoneCode(phone)).then().statusCode(200);
        }
        Wechat.fault("/wxa/business/getuserphonenumber", "http-502", 3);
        for (int i = 0; i < 3; i++) {
            phoneNumber(session, Wechat.phoneCode(phone)).then().statusCode(503);
        }
        phoneNumber(session, "no-code").then().statusCode(400);
    }

    @Test
    void whatSucceedsIsNoFailure() {
        LoggedIn session = logIn(Wechat.newPhone());
        String account = "acct:" + Wechat.newPhone();
        Map<String, Object> body = Map.of("credentials", Map.of("name", account, "password", "right"));
        for (int i = 0; i < 5; i++) {
            bearer(session.accessToken()).contentType(ContentType.JSON).body(body).put("/v1/user/binding").then()
                    .statusCode(200);
        }
        for (int i = 0; i < 5; i++) {
            bind(session, "error").then().statusCode(503);
        }
        bind(session, "wrong").then().statusCode(403);
    }

    @Test
    void whileNothingCanBeCountedNobodyIsLetIn() {
        NetworkFaults.REDIS.cut();
        loginWithAGoodCode().then().statusCode(503).body("code", is("store_unavailable"));
        assertThat(Wechat.exchanges()).isZero();
    }
}
