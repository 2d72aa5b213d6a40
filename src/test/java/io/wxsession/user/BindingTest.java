package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class BindingTest extends ServiceTest {

    private static final int MORE_THAN_THE_BREAKER_BEARS = 30;

    private static Response bind(LoggedIn session, String name, String password) {
        return bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("credentials", Map.of("name", name, "password", password))).put("/v1/user/binding");
    }

    private static Response unbind(LoggedIn session) {
        return bearer(session.accessToken()).delete("/v1/user/binding");
    }

    private static String newAccount() {
        return "acct:" + Wechat.newPhone();
    }

    @Test
    void aUserIsBoundToTheAccountWhoseCredentialsItKnows() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        LoggedIn other = logIn(phone);
        String account = newAccount();
        bind(session, account, "right").then().statusCode(200).body("bound", is(true));
        bind(session, account, "right").then().statusCode(200);
        current(other.accessToken()).then().body("user.bound", is(true));
        bearer(other.accessToken()).get("/auth/verify").then().header("X-Wxs-Account", account);
        TestServiceClient.GATEWAY.introspect(session.accessToken()).then().body("account", is(account));
        current(logIn(phone).accessToken()).then().body("user.bound", is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "wrong", "unknown", "unfit" })
    void wrongCredentialsAreRefused(String password) {
        LoggedIn session = logIn(Wechat.newPhone());
        bind(session, newAccount(), password).then().statusCode(403).body("code", is("binding_refused"));
        current(session.accessToken()).then().body("user.bound", is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "number", "blank", "html", "huge", "created", "hang", "drop", "error" })
    void aVerifierThatMakesNoSenseBindsNothing(String password) {
        LoggedIn session = logIn(Wechat.newPhone());
        bind(session, newAccount(), password).then().statusCode(503).body("code", is("verifier_unavailable"))
                .body("action", is("retry"));
        current(session.accessToken()).then().body("user.bound", is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "malformed", "huge" })
    void credentialsThatTheVerifierDoesNotUnderstandDenyNobodyElseTheirBinding(String password) {
        LoggedIn stranger = logIn(Wechat.newPhone());
        LoggedIn session = logIn(Wechat.newPhone());
        for (int call = 0; call < MORE_THAN_THE_BREAKER_BEARS; call++) {
            bind(stranger, newAccount(), password).then().statusCode(503);
        }
        bind(session, newAccount(), "right").then().statusCode(200);
    }

    @Test
    void afterManyFailuresTheVerifierIsLeftAloneForAWhile() {
        LoggedIn failing = logIn(Wechat.newPhone());
        LoggedIn session = logIn(Wechat.newPhone());
        String account = newAccount();
        await().until(() -> {
            for (int call = 0; call < MORE_THAN_THE_BREAKER_BEARS; call++) {
                bind(failing, newAccount(), "drop").then().statusCode(503);
            }
            return bind(session, account, "right").statusCode() == 503;
        });
        await().until(() -> bind(session, account, "right").statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"credentials\":null}", "{\"credentials\":\"x\"}", "{\"credentials\":[]}" })
    void credentialsMustBeAnObject(String body) {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).contentType(ContentType.JSON).body(body).put("/v1/user/binding").then().statusCode(400)
                .body("code", is("invalid_request"));
    }

    @Test
    void anAccountHasOneUserAnAppAndAUserOneAccount() {
        LoggedIn holder = logIn(Wechat.newPhone());
        LoggedIn rival = logIn(Wechat.newPhone());
        String account = newAccount();
        bind(holder, account, "right").then().statusCode(200);
        bind(rival, account, "right").then().statusCode(409).body("code", is("binding_conflict"));
        bind(holder, newAccount(), "right").then().statusCode(409).body("code", is("binding_conflict"));
        unbind(holder).then().statusCode(204);
        current(holder.accessToken()).then().body("user.bound", is(false));
        bind(rival, account, "right").then().statusCode(200);
        unbind(holder).then().statusCode(204);
        current(rival.accessToken()).then().body("user.bound", is(true));
    }

    @Test
    void theSameAccountMayHaveUsersInSeveralApps() {
        String phone = Wechat.newPhone();
        LoggedIn here = logIn(phone);
        LoggedIn there = LoggedIn.of(MiniProgram
                .sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(phone, TestEnvironment.OTHER_APP))));
        String account = newAccount();
        bind(here, account, "right").then().statusCode(200);
        bind(there, account, "right").then().statusCode(200);
    }

    @Test
    void ofManyUsersWhoWantAnAccountAtOnceOneGetsIt() throws Exception {
        String account = newAccount();
        List<LoggedIn> rivals = Stream.generate(() -> logIn(Wechat.newPhone())).limit(20).toList();
        List<Integer> statuses = Parallel.all(rivals.stream()
                .map(rival -> (Callable<Integer>) () -> bind(rival, account, "right").statusCode()).toList());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(19);
    }

    @Test
    void aClaimThatACrashLeftBehindIsFreeAfterAMinute() {
        LoggedIn crashed = logIn(Wechat.newPhone());
        LoggedIn next = logIn(Wechat.newPhone());
        String account = newAccount();
        String key = "wxs:acct:" + TestEnvironment.APP + ":" + account;
        RedisInspector.command(Command.SET, key, crashed.userId() + "|x|" + (System.currentTimeMillis() - 20_000));
        bind(next, account, "right").then().statusCode(409);
        RedisInspector.command(Command.SET, key, crashed.userId() + "|x|" + (System.currentTimeMillis() - 61_000));
        bind(next, account, "right").then().statusCode(200);
    }

    @Test
    void whoIsRefusedTooOftenMustWaitEvenAfterAnotherLogin() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        for (int i = 0; i < 10; i++) {
            bind(session, newAccount(), "wrong").then().statusCode(403);
        }
        bind(session, newAccount(), "right").then().statusCode(429);
        bind(logIn(phone), newAccount(), "right").then().statusCode(429);
    }
}
