package io.wxsession.token;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.SigningKeyFiles;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** What verdicts on access tokens are based on, seen by the counter. */
@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class AccessTokenMetricsTest extends ServiceTest {

    @Inject
    MeterRegistry metrics;

    @Test
    void theLastTwoTokensOfASessionNeedNoSignature() {
        LoggedIn session = logIn(Wechat.newPhone());
        Response second = refresh(session.refreshToken());
        assertThat(counted(() -> current(session.accessToken()))).isEqualTo(Map.of("digest valid", 1));
        assertThat(counted(() -> current(second.path("accessToken")))).isEqualTo(Map.of("digest valid", 1));
    }

    @Test
    void anOlderTokenIsVerifiedByItsSignatureOnce() {
        LoggedIn session = logIn(Wechat.newPhone());
        refresh(refresh(session.refreshToken()).path("refreshToken"));
        assertThat(counted(() -> current(session.accessToken()))).isEqualTo(Map.of("signature valid", 1));
        assertThat(counted(() -> current(session.accessToken()))).isEqualTo(Map.of("cache valid", 1));
    }

    @Test
    void everyRouteThatTakesATokenProvesItTheSameWay() {
        LoggedIn session = logIn(Wechat.newPhone());
        String token = session.accessToken();
        Map<String, Integer> byDigest = Map.of("digest valid", 1);
        assertThat(counted(() -> bearer(token).get("/v1/user"))).isEqualTo(byDigest);
        assertThat(counted(() -> bearer(token).get("/auth/verify"))).isEqualTo(byDigest);
        assertThat(counted(() -> TestServiceClient.GATEWAY.introspect(token))).isEqualTo(byDigest);
        assertThat(counted(() -> bearer(token).contentType("application/json").body(loginBody("no-such-code"))
                .post("/v1/sessions"))).isEqualTo(byDigest);
        assertThat(counted(() -> TestServiceClient.GATEWAY.revoke(token))).isEqualTo(byDigest);
    }

    @Test
    void aTokenOfTheWaferDoorNeedsNoSignature() {
        String skey = given().header("X-WX-Code", Wechat.code(Wechat.newPhone()))
                .queryParam("appId", TestEnvironment.APP).get("/v1/compat/wafer/login").path("data.skey");
        assertThat(counted(() -> bearer(skey).get("/v1/user"))).isEqualTo(Map.of("digest valid", 1));
    }

    @Test
    void whatIsRefusedIsCountedToo() {
        LoggedIn session = logIn(Wechat.newPhone());
        String expired = ForgedAccessTokens.expired(session.accessToken());
        assertThat(counted(() -> current(expired))).isEqualTo(Map.of("signature expired", 1));
        assertThat(counted(() -> current("nonsense"))).isEqualTo(Map.of("signature invalid", 1));
        String forged = ForgedAccessTokens.sign(ForgedAccessTokens.header(expired), ForgedAccessTokens.claims(expired).encode(),
                SigningKeyFiles.ec().getPrivate());
        assertThat(counted(() -> current(forged))).isEqualTo(Map.of("signature invalid", 1));
        bearer(session.accessToken()).delete("/v1/sessions/current");
        assertThat(counted(() -> current(session.accessToken()))).isEqualTo(Map.of("signature valid", 1));
    }

    private Map<String, Integer> counted(Runnable action) {
        Map<String, Integer> before = counts();
        action.run();
        Map<String, Integer> difference = counts();
        before.forEach((labels, count) -> difference.merge(labels, -count, Integer::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        metrics.find("wxsession.tokens.verified").counters().forEach(counter -> counts
                .put(counter.getId().getTag("how") + ' ' + counter.getId().getTag("outcome"), (int) counter.count()));
        return counts;
    }
}
