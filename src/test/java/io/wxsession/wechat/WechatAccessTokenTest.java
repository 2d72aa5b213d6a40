package io.wxsession.wechat;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class WechatAccessTokenTest extends ServiceTest {

    private static final String STABLE_TOKEN = "/cgi-bin/stable_token";
    /** Seconds that a busy machine may take for a request. */
    private static final int SLOWNESS = 60;
    private static final String KEY = "wxs:at:" + TestEnvironment.APP;

    @BeforeEach
    void noTokenIsKnown() {
        RedisInspector.command(Command.DEL, KEY);
        Wechat.reset();
    }

    private static Response accessToken() {
        return TestServiceClient.OPERATOR.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token");
    }

    private static int expiresIn() {
        return accessToken().then().statusCode(200).extract().path("expiresIn");
    }

    private static Response phoneNumber(LoggedIn session, String phone) {
        return bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number");
    }

    @Test
    void backEndsShareOneTokenWhichIsFetchedOnce() throws Exception {
        List<String> tokens = Parallel.times(60, () -> accessToken().then().statusCode(200).extract().path("accessToken"));
        assertThat(tokens.stream().distinct()).hasSize(1);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(1);
        assertThat(RedisInspector.dump(KEY)).doesNotContain(tokens.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = { 7200, 600 })
    void aTokenIsGivenWithTheLifeThatWechatGaveIt(int seconds) {
        Wechat.invalidateAccessTokens();
        Wechat.setAccessTokenLifetime(seconds);
        assertThat(expiresIn()).as("just fetched").isBetween(seconds - SLOWNESS, seconds);
        assertThat(expiresIn()).as("kept").isBetween(seconds - SLOWNESS, seconds);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(1);
    }

    /** A forced refresh would end it at once. */
    @Test
    void aTokenThatOtherProgramsUseTooStaysGood() {
        String others = Wechat.stableAccessToken();
        assertThat(accessToken().then().statusCode(200).extract().<String> path("accessToken")).isEqualTo(others);
    }

    @Test
    void theLifeOfATokenRunsDown() {
        accessToken().then().statusCode(200);
        long end = System.currentTimeMillis() + 1_000_000;
        RedisInspector.command(Command.HSET, KEY, "expires", end);
        assertThat(expiresIn()).isBetween(1000 - SLOWNESS, 1000);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(1);
    }

    @Test
    void aTokenThatIsAboutToEndIsRenewedOnce() throws Exception {
        String first = accessToken().path("accessToken");
        Wechat.invalidateAccessTokens();
        RedisInspector.command(Command.HSET, KEY, "renew-at", "1");
        List<String> tokens = Parallel.times(20, () -> accessToken().then().statusCode(200).extract().path("accessToken"));
        String second = accessToken().path("accessToken");
        assertThat(second).isNotEqualTo(first);
        assertThat(tokens).isSubsetOf(first, second).contains(second);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(2);
    }

    @Test
    void whileAnotherReplicaRenewsATokenItIsStillServed() {
        String first = accessToken().path("accessToken");
        RedisInspector.command(Command.HSET, KEY, "renew-at", "1", "lock", "another replica", "lock-until",
                System.currentTimeMillis() + 3_600_000);
        accessToken().then().statusCode(200).body("accessToken", is(first));
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(1);
    }

    @Test
    void aTokenThatCannotBeRenewedIsServedToItsEnd() {
        String first = accessToken().path("accessToken");
        RedisInspector.command(Command.HSET, KEY, "renew-at", "1");
        Wechat.fault(STABLE_TOKEN, "http-502", 1);
        accessToken().then().statusCode(200).body("accessToken", is(first));
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(2);
    }

    @Test
    void aLockWhoseHolderWasKilledDelaysNobodyLongerThanItHolds() {
        long until = System.currentTimeMillis() + 1500;
        RedisInspector.command(Command.HSET, KEY, "lock", "a replica that is gone", "lock-until", until);
        accessToken().then().statusCode(200);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(until);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(1);
    }

    @Test
    void whatWasSealedUnderAKeyThatIsGoneIsFetchedAnew() {
        String first = accessToken().then().statusCode(200).extract().path("accessToken");
        RedisInspector.command(Command.HSET, KEY, "token", "gone.AAAA");
        accessToken().then().statusCode(200).body("accessToken", is(first));
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(2);
    }

    @Test
    void aTokenThatSomebodyElseKilledIsHealedOnce() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        phoneNumber(session, phone).then().statusCode(200);
        Wechat.invalidateAccessTokens();
        phoneNumber(session, phone).then().statusCode(200);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "40001", "40014", "42001" })
    void aTokenThatIsNeverAcceptedIsNotFetchedOverAndOver(String errcode) {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        Wechat.fault("/wxa/business/getuserphonenumber", errcode, 9);
        phoneNumber(session, phone).then().statusCode(503).body("code", is("wechat_unavailable"));
        assertThat(Wechat.calls("/wxa/business/getuserphonenumber")).isEqualTo(2);
        assertThat(Wechat.calls(STABLE_TOKEN)).isEqualTo(2);
    }

    @Test
    void wechatsRefusalsAreToldAsWhatTheyAre() {
        Wechat.fault(STABLE_TOKEN, "40164", 1);
        accessToken().then().statusCode(502).body("code", is("wechat_misconfigured"));
        RedisInspector.command(Command.DEL, KEY);
        Wechat.fault(STABLE_TOKEN, "http-502", 2);
        accessToken().then().statusCode(503).body("code", is("wechat_unavailable"));
    }

    @Test
    void onlyThoseWithTheRoleGetOne() {
        TestServiceClient.GATEWAY.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token").then()
                .statusCode(403);
        TestServiceClient.LIMITED.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token").then()
                .statusCode(404);
        TestServiceClient.OPERATOR.request().get("/internal/v1/apps/wx0/access-token").then().statusCode(404);
    }
}
