package io.wxsession.forwardauth;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class ForwardAuthTest extends ServiceTest {

    private static final List<String> HEADERS = List.of("X-Wxs-User", "X-Wxs-App", "X-Wxs-Session", "X-Wxs-Account",
            "X-Wxs-Openid", "X-Wxs-Unionid", "X-Wxs-Assertion");

    @Test
    void aLiveSessionPassesAndTheGatewayLearnsWhoseItIs() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).get("/auth/verify").then().statusCode(200).header("Cache-Control", "no-store")
                .header("X-Wxs-User", session.userId())
                .header("X-Wxs-App", TestEnvironment.APP)
                .header("X-Wxs-Session", session.handle());
    }

    @Test
    void everyHeaderIsThereEvenWithoutAValueSoThatAGatewayOverwritesWhatThePhoneSent() {
        LoggedIn session = logIn(Wechat.newPhone(), TestEnvironment.UNION_APP);
        Response answer = bearer(session.accessToken()).header("X-Wxs-Account", "root").get("/auth/verify");
        for (String header : HEADERS) {
            assertThat(answer.headers().getValues(header)).as(header).hasSize(1);
        }
        assertThat(answer.header("X-Wxs-Account")).isEmpty();
        assertThat(answer.header("X-Wxs-Openid")).isEmpty();
        assertThat(answer.header("X-Wxs-Unionid")).isEmpty();
        assertThat(answer.header("X-Wxs-Assertion")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW" })
    void everyMethodAndSubPathIsJudged(String method) {
        String token = logIn(Wechat.newPhone()).accessToken();
        for (String path : List.of("/auth/verify", "/auth/verify/", "/auth/verify/api/orders?x=1", "/auth/verify/a%20b")) {
            assertThat(RawConnection.status(method, path, Map.of("Authorization", "Bearer " + token))).isEqualTo(200);
            assertThat(RawConnection.status(method, path, Map.of())).isEqualTo(401);
        }
    }

    @Test
    void aBodyIsNeverReadHoweverLargeAndTheConnectionGoesOn() {
        String token = logIn(Wechat.newPhone()).accessToken();
        try (RawConnection connection = RawConnection.open()) {
            assertThat(connection.send("POST", "/auth/verify", Map.of("Authorization", "Bearer " + token), "x".repeat(300_000)))
                    .isEqualTo(200);
            assertThat(connection.send("POST", "/auth/verify", Map.of(), "{")).isEqualTo(401);
            assertThat(connection.send("GET", "/auth/verify", Map.of("Authorization", "Bearer " + token), "")).isEqualTo(200);
        }
    }

    @Test
    void withoutACredentialTheChallengeSaysHow() {
        given().get("/auth/verify").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"))
                .header("Cache-Control", "no-store").contentType("application/problem+json").body("code", is("token_missing"));
    }

    @Test
    void aRefusalSaysWhy() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(ForgedAccessTokens.expired(session.accessToken())).get("/auth/verify").then().statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer")).body("code", is("token_expired"));
        bearer("nonsense").get("/auth/verify").then().statusCode(401).body("code", is("token_invalid"));
        bearer(session.refreshToken()).get("/auth/verify").then().statusCode(401).body("code", is("token_invalid"));
        bearer(session.accessToken()).delete("/v1/sessions/current");
        bearer(session.accessToken()).get("/auth/verify").then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void twoDifferentCredentialsAreNone() {
        String one = logIn(Wechat.newPhone()).accessToken();
        String other = logIn(Wechat.newPhone()).accessToken();
        bearer(one).header("X-WX-Skey", other).get("/auth/verify").then().statusCode(401);
        bearer(one).header("X-WX-Skey", one).get("/auth/verify").then().statusCode(200);
    }

    @Test
    void anAppCanBeDemanded() {
        String phone = Wechat.newPhone();
        String here = logIn(phone).accessToken();
        String there = MiniProgram
                .sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(phone, TestEnvironment.OTHER_APP)))
                .path("accessToken");
        bearer(here).get("/auth/verify?appId=" + TestEnvironment.APP).then().statusCode(200);
        bearer(there).get("/auth/verify?appId=" + TestEnvironment.APP).then().statusCode(403)
                .contentType("application/problem+json")
                .body("code", is("forbidden"));
        bearer(here).get("/auth/verify?appId=" + TestEnvironment.APP + "&appId=" + TestEnvironment.OTHER_APP).then()
                .statusCode(403);
        bearer(here).get("/auth/verify?appId=").then().statusCode(403);
        given().get("/auth/verify?appId=" + TestEnvironment.APP).then().statusCode(401);
        bearer(here).get("/auth/verify?" + "a=1&".repeat(2000) + "appId=" + TestEnvironment.OTHER_APP).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = { "appId", "appId=", "appId=%zz", "appId=%", "appId=%E4", "%zz=1&appId=%zz", "appId=wx",
            "appId=" + TestEnvironment.APP + "%00", "appId=" + TestEnvironment.APP + "%20",
            "appId=" + TestEnvironment.APP + "," + TestEnvironment.OTHER_APP,
            "appId=" + TestEnvironment.APP + "&appId=" + TestEnvironment.OTHER_APP,
            "appId=" + TestEnvironment.OTHER_APP + "&appId=" + TestEnvironment.APP,
            "appId=" + TestEnvironment.APP + "&appId", "appId=" + TestEnvironment.APP + "&appId=%zz",
            "%61ppId=" + TestEnvironment.OTHER_APP })
    void aDemandThatCannotBeMetOpensNoDoor(String query) {
        Map<String, String> credential = Map.of("Authorization", "Bearer " + logIn(Wechat.newPhone()).accessToken());
        assertThat(RawConnection.status("GET", "/auth/verify?appId=" + TestEnvironment.APP, credential)).isEqualTo(200);
        assertThat(RawConnection.status("GET", "/auth/verify?" + query, credential)).isIn(401, 403);
        assertThat(RawConnection.status("GET", "/auth/verify/api?" + query, credential)).isIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/auth/verify/..", "/auth/verify/api/../../x", "/auth/verify/api/%2e%2e/x", "/auth/verify/./x",
            "/auth/verify/%2E%2E%2fx", "/auth/verify/%zz", "/auth/verify/../verify" })
    void aDotSegmentIsRefusedInWhateverSpelling(String path) {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(RawConnection.status("GET", path, Map.of("Authorization", "Bearer " + token))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({ "?%zz, 401", "?a=b=c&&&=, 200", "?x, 200", "/?%00, 200", "/%00, 200" })
    void aStrangeQueryIsNoReasonToFail(String suffix, int status) {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(RawConnection.status("GET", "/auth/verify" + suffix, Map.of("Authorization", "Bearer " + token)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = { 5_000, 15_000, 40_000 })
    void aLongPathIsJudgedToo(int length) {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(
                RawConnection.status("GET", "/auth/verify/" + "x".repeat(length), Map.of("Authorization", "Bearer " + token)))
                .isEqualTo(200);
        assertThat(RawConnection.status("GET", "/auth/verify?x=" + "x".repeat(length), Map.of())).isEqualTo(401);
    }

    @Test
    void aStoreThatCannotBeReachedIsNoRefusal() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        bearer(session.accessToken()).get("/auth/verify").then().statusCode(503).header("Retry-After", notNullValue())
                .body("code", is("store_unavailable"));
        bearer("nonsense").get("/auth/verify").then().statusCode(401);
    }

    @Test
    void onlyThesePathsAreForGateways() {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(RestAssured.given().header("Authorization", "Bearer " + token).get("/auth/verifyx").statusCode())
                .isEqualTo(404);
        assertThat(RestAssured.given().header("Authorization", "Bearer " + token).get("/auth").statusCode()).isEqualTo(404);
    }
}
