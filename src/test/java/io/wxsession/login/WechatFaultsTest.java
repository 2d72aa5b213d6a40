package io.wxsession.login;

import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class WechatFaultsTest extends ServiceTest {

    @ParameterizedTest
    @ValueSource(strings = { "escaped-slash", "expires-in", "extra-fields", "errcode-zero", "errcode-as-string",
            "json-content-type",
            "bom", "with-unionid" })
    void aRightAnswerIsUnderstoodHoweverItIsSpelt(String spelling) {
        Wechat.fault(spelling, 1);
        logIn(Wechat.newPhone());
    }

    @ParameterizedTest
    @CsvSource({
            "40029, 400, code_invalid, relogin", "41008, 400, code_invalid, relogin", "40163, 400, code_used, relogin",
            "40226, 403, login_blocked,", "45009, 429, rate_limited, retry", "45011, 429, rate_limited, retry",
            "40013, 502, wechat_misconfigured,", "40125, 502, wechat_misconfigured,", "40164, 502, wechat_misconfigured,",
            "40243, 502, wechat_misconfigured,", "41002, 502, wechat_misconfigured,", "41004, 502, wechat_misconfigured,",
            "48001, 502, wechat_misconfigured,", "50002, 502, wechat_misconfigured,", "50007, 502, wechat_misconfigured,",
            "89501, 502, wechat_misconfigured,", "89503, 502, wechat_misconfigured,", "12345, 503, wechat_unavailable, retry" })
    void everyErrcodeBecomesItsProblem(String errcode, int status, String code, String action) {
        Wechat.fault(errcode, 1);
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(status).contentType("application/problem+json")
                .body("code", is(code)).body("action", action == null ? nullValue() : is(action));
        assertThat(Wechat.exchanges()).isEqualTo(1);
    }

    @Test
    void anErrcodeThatComesAsAStringIsUnderstood() {
        Wechat.fault("errcode-as-string", 1);
        sendLogin(loginBody(Wechat.newPhone() + "-no-code")).then().statusCode(400).body("code", is("code_invalid"));
    }

    @Test
    void aUsedUpMinuteQuotaSaysWhenToTryAgain() {
        Wechat.fault("45011", 1);
        Response answer = sendLogin(loginBody(Wechat.code(Wechat.newPhone())));
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    }

    @Test
    void aCodeThatMetAUsedUpQuotaMayComeAgain() {
        Wechat.fault("45011", 1);
        String code = Wechat.code(Wechat.newPhone());
        sendLogin(loginBody(code)).then().statusCode(429);
        sendLogin(loginBody(code)).then().statusCode(201);
    }

    @Test
    void aBurstOfLoginsIsNotMistakenForTrouble() throws Exception {
        Wechat.fault("process-then-hang", 3);
        List<Callable<Integer>> logins = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(60)
                .map(code -> (Callable<Integer>) () -> sendLogin(loginBody(code)).statusCode()).toList();
        assertThat(Parallel.all(logins)).filteredOn(status -> status == 201).isNotEmpty();
        assertThat(Wechat.exchanges()).as("calls that were tried").isGreaterThanOrEqualTo(60);
        logIn(Wechat.newPhone());
    }

    @Test
    void whenWechatIsBusyTheCodeIsSentOnceMore() {
        Wechat.fault("-1", 1);
        logIn(Wechat.newPhone());
        assertThat(Wechat.exchanges()).isEqualTo(2);
    }

    @Test
    void whenWechatStaysBusyItIsUnavailable() {
        Wechat.fault("-1", 9);
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(503).body("code", is("wechat_unavailable"));
        assertThat(Wechat.exchanges()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "http-502", "http-504", "http-412", "http-429", "html", "empty", "truncated-json", "not-json",
            "json-array",
            "json-null", "without-openid", "without-session-key", "malformed-session-key", "number-openid", "reset-mid-body",
            "process-then-drop", "reset-before", "huge" })
    void anAnswerThatMakesNoSenseIsUnavailableAndTheCodeIsNeverSentAgain(String fault) {
        String code = Wechat.code(Wechat.newPhone());
        Wechat.fault(fault, 1);
        sendLogin(loginBody(code)).then().statusCode(503).contentType("application/problem+json")
                .header("Retry-After", matchesRegex("\\d+"))
                .body("code", is("wechat_unavailable")).body("action", is("retry"));
        assertThat(Wechat.exchanges()).isEqualTo(1);
        sendLogin(loginBody(code)).then().statusCode(400).body("code", is("code_used"));
        assertThat(Wechat.exchanges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "hang", "process-then-hang", "trickle", "slow" })
    void aWechatThatTakesTooLongIsUnavailableAndOthersAreServedMeanwhile(String fault) {
        LoggedIn someone = logIn(Wechat.newPhone());
        String code = Wechat.code(Wechat.newPhone());
        Wechat.fault(fault, 1);
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> sendLogin(loginBody(code)));
        await().until(() -> Wechat.exchanges() == 2);
        current(someone.accessToken()).then().statusCode(200);
        logIn(Wechat.newPhone());
        assertThat(waiting).isNotDone();
        waiting.join().then().statusCode(503).body("code", is("wechat_unavailable"));
    }

    @Test
    void afterManyFailuresWechatIsLeftAloneForAWhileAndOnlyByTheAppInTrouble() {
        Wechat.fault("http-502", 1000);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).atMost(Duration.ofMinutes(1)).until(() -> {
            int before = Wechat.exchanges();
            sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(503);
            return Wechat.exchanges() == before;
        });
        sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(Wechat.newPhone(), TestEnvironment.OTHER_APP)))
                .then()
                .statusCode(201);
        String code = Wechat.code(Wechat.newPhone());
        sendLogin(loginBody(code)).then().statusCode(503).body("code", is("wechat_unavailable"));
        Wechat.endFaults();
        await().untilAsserted(() -> sendLogin(loginBody(code)).then().statusCode(201));
    }
}
