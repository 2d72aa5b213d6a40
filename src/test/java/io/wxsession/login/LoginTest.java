package io.wxsession.login;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class LoginTest extends ServiceTest {

    @Test
    void aCodeOfWxLoginOpensASession() {
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(201)
                .header("Cache-Control", "no-store")
                .body("tokenType", is("Bearer"))
                .body("expiresIn", allOf(greaterThanOrEqualTo(570), lessThanOrEqualTo(600)))
                .body("refreshToken", matchesRegex("[A-Za-z0-9_-]{35}\\.0\\.[A-Za-z0-9_-]{43}"))
                .body("refreshExpiresIn", is(7 * 24 * 3600))
                .body("user.id", matchesRegex("u_[A-Za-z0-9_-]{24}"))
                .body("user.registered", is(false))
                .body("user.bound", is(false))
                .body("previousSession", is("none"));
    }

    @Test
    void accessTokensDoNotExpireAllAtOnce() {
        String refreshToken = logIn(Wechat.newPhone()).refreshToken();
        List<Integer> lifetimes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Response refreshed = refresh(refreshToken);
            lifetimes.add(refreshed.path("expiresIn"));
            refreshToken = refreshed.path("refreshToken");
        }
        assertThat(lifetimes).allSatisfy(seconds -> assertThat(seconds).isBetween(570, 600));
        assertThat(new HashSet<>(lifetimes)).as("different lifetimes").hasSizeGreaterThan(1);
    }

    @Test
    void theAccessTokenCarriesNothingButAnOpaqueSessionId() {
        LoggedIn session = logIn(Wechat.newPhone());
        assertThat(ForgedAccessTokens.header(session.accessToken()).getMap()).containsOnlyKeys("alg", "typ", "kid")
                .containsEntry("typ", "at+jwt").containsEntry("alg", "ES256");
        assertThat(ForgedAccessTokens.claims(session.accessToken()).getMap())
                .containsOnlyKeys("iss", "aud", "iat", "exp", "sid")
                .containsEntry("iss", "wxsession").containsEntry("aud", "wxsession");
    }

    @Test
    void noAnswerHoldsSessionKeyOrOpenid() {
        String phone = Wechat.newPhone();
        Response answer = sendLogin(loginBody(Wechat.code(phone)));
        answer.then().statusCode(201);
        assertThat(answer.asString()).doesNotContain(Wechat.sessionKey(phone)).doesNotContain(Wechat.openid(phone));
    }

    @Test
    void redisHoldsNeitherSessionIdNorSessionKeyInClear() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String sid = ForgedAccessTokens.claims(session.accessToken()).getString("sid");
        String everything = String.join("\n",
                RedisInspector.keys("*").stream().map(key -> key + RedisInspector.dump(key)).toList());
        assertThat(everything).contains(session.userId()).doesNotContain(sid).doesNotContain(Wechat.sessionKey(phone))
                .doesNotContain(session.accessToken()).doesNotContain(session.refreshToken());
    }

    @Test
    void everyKeyButTheUserRegistryHasATimeToLive() {
        logIn(Wechat.newPhone());
        assertThat(RedisInspector.keys("wxs:*")).isNotEmpty().allSatisfy(key -> {
            boolean registry = key.matches("wxs:(\\{p[0-9a-f]{3}}:[iub]|acct|union):.*");
            int ttl = RedisInspector.command(io.vertx.redis.client.Command.TTL, key).toInteger();
            assertThat(ttl).as(key).matches(seconds -> registry ? seconds == -1 : seconds != -1);
        });
    }

    @Test
    void aCodeIsSentToWechatOnceHoweverOftenItComes() {
        String code = Wechat.code(Wechat.newPhone());
        sendLogin(loginBody(code)).then().statusCode(201);
        sendLogin(loginBody(code)).then().statusCode(400).body("code", is("code_used"))
                .body("action", is("relogin"));
        assertThat(Wechat.exchanges()).isEqualTo(1);
    }

    @Test
    void ofParallelLoginsWithOneCodeExactlyOneSucceeds() throws Exception {
        String code = Wechat.code(Wechat.newPhone());
        List<Integer> statuses = Parallel.times(20, () -> sendLogin(loginBody(code)).statusCode());
        assertThat(statuses).containsOnlyOnce(201).filteredOn(status -> status == 400).hasSize(19);
        assertThat(Wechat.exchanges()).isEqualTo(1);
    }

    @Test
    void theLoginOfAReturningUserRunsItsScriptOnce() {
        String phone = Wechat.newPhone();
        for (int i = 0; i < 5; i++) {
            sendLogin(loginBody(Wechat.code(phone))).then().statusCode(201);
        }
        String code = Wechat.code(phone);
        List<List<String>> commands = RedisInspector
                .commandsDuring(() -> sendLogin(loginBody(code)).then().statusCode(201));
        assertThat(commands).filteredOn(LoginTest::changesAUser).hasSize(1);
    }

    private static boolean changesAUser(List<String> command) {
        return command.get(0).toLowerCase(Locale.ROOT).startsWith("eval") && command.get(3).matches("wxs:\\{p...}:u:u_.*");
    }

    @Test
    void aHundredParallelFirstLoginsCreateOneUser() throws Exception {
        String phone = Wechat.newPhone();
        List<Callable<Response>> logins = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String code = Wechat.code(phone);
            logins.add(() -> sendLogin(loginBody(code)));
        }
        List<Response> answers = Parallel.all(logins);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        Set<String> users = new HashSet<>(answers.stream().map(answer -> answer.<String> path("user.id")).toList());
        assertThat(users).hasSize(1);
        long alive = answers.stream().filter(answer -> current(answer.path("accessToken")).statusCode() == 200).count();
        assertThat(alive).isEqualTo(5);
    }

    @Test
    void theSixthSessionOfAUserKicksTheOldest() {
        String phone = Wechat.newPhone();
        List<LoggedIn> sessions = IntStream.range(0, 6).mapToObj(i -> logIn(phone)).toList();
        current(sessions.get(0).accessToken()).then().statusCode(401).body("code", is("session_kicked"));
        sessions.subList(1, 6).forEach(session -> current(session.accessToken()).then().statusCode(200));
        bearer(sessions.get(5).accessToken()).get("/v1/sessions").then().body("sessions.size()", is(5));
    }

    @Test
    void oneUserIsTheSameAtEachLoginAndAnotherInAnotherApp() {
        String phone = Wechat.newPhone();
        String otherAppsCode = Wechat.code(phone, TestEnvironment.OTHER_APP);
        String first = logIn(phone).userId();
        assertThat(logIn(phone).userId()).isEqualTo(first);
        sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code", otherAppsCode)).then().statusCode(201)
                .body("user.id", not(first));
    }

    @Test
    void theAppMustBeNamedWhereSeveralAreServed() {
        sendLogin(Map.of("code", "x")).then().statusCode(400).body("code", is("invalid_request"))
                .body("violations[0].field", is("appId"));
    }

    @Test
    void anAppThatIsNotServedIsUnknown() {
        sendLogin(Map.of("appId", "wx0000000000000000", "code", "x")).then().statusCode(400)
                .body("code", is("unknown_app"));
    }

    @Test
    void aCodeOfAnotherAppIsInvalid() {
        sendLogin(loginBody(Wechat.code(Wechat.newPhone(), TestEnvironment.OTHER_APP))).then().statusCode(400)
                .body("code", is("code_invalid"));
    }

    @Test
    void aCodeOlderThanFiveMinutesIsInvalid() {
        String code = Wechat.code(Wechat.newPhone());
        Wechat.advanceClock(301);
        sendLogin(loginBody(code)).then().statusCode(400).body("code", is("code_invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "the code is a mock one", "021ByuFs0fNXie1T5lJs0IwBFs0ByuF1", "%00&appid=x", " " })
    void aCodeThatWechatNeverIssuedIsInvalid(String code) {
        sendLogin(loginBody(code)).then().statusCode(400).body("code", is("code_invalid"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            {}                                          , code
            {"code":""}                                 , code
            {"code":null}                               , code
            {"code":"a\\u0000b"}                        , code
            {"code":"a\\u0080b"}                        , code
            {"code":"\\u5fae"}                          , code
            {"code":"\\ud800"}                          , code
            {"code":"a\\ttab"}                          , code
            {"code":"a","appId":7}                      , appId
            {"code":"a","refreshToken":{}}              , refreshToken
            """, quoteCharacter = '\'', delimiterString = " , ")
    void aBodyThatIsNotALoginIsRefusedWithTheFieldNamed(String body, String field) {
        sendLogin(body).then().statusCode(400).contentType("application/problem+json")
                .body("code", is("invalid_request"))
                .body("violations[0].field", is(field));
        assertThat(Wechat.exchanges()).isZero();
    }

    @Test
    void aCodeHas128CharactersAtMost() {
        sendLogin(loginBody("x".repeat(129))).then().statusCode(400).body("code", is("invalid_request"))
                .body("violations[0].field", is("code"));
        sendLogin(loginBody("x".repeat(128))).then().statusCode(400).body("code", is("code_invalid"));
        sendLogin(loginBody("~ !")).then().statusCode(400).body("code", is("code_invalid"));
    }

    @Test
    void codesThatCannotBeSentStopNobodyElsesLogin() {
        for (int i = 0; i < 100; i++) {
            sendLogin("{\"appId\":\"" + TestEnvironment.APP + "\",\"code\":\"" + i + "\\ud800\"}").then().statusCode(400)
                    .body("code", is("invalid_request"));
        }
        logIn(Wechat.newPhone());
    }

    @Test
    void whatIsNotACredentialOfOursIsIgnored() {
        given().header("Authorization", "Bearer nonsense").header("X-WX-Skey", "other nonsense").contentType(ContentType.JSON)
                .body(Map.of("appId", TestEnvironment.APP, "code", Wechat.code(Wechat.newPhone()), "refreshToken", "a.1.b"))
                .post("/v1/sessions").then().statusCode(201).body("previousSession", is("none"));
    }
}
