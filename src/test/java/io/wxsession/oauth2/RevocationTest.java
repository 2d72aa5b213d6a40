package io.wxsession.oauth2;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class RevocationTest extends ServiceTest {

    private static Response revokePublicly(String token) {
        return given().formParam("token", token).post("/oauth2/revoke");
    }

    @Test
    void aBackEndEndsASessionByEitherToken() {
        LoggedIn one = logIn(Wechat.newPhone());
        LoggedIn other = logIn(Wechat.newPhone());
        TestServiceClient.GATEWAY.revoke(one.accessToken()).then().statusCode(200).header("Cache-Control", "no-store");
        TestServiceClient.GATEWAY.revoke(other.refreshToken()).then().statusCode(200);
        current(one.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        current(other.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void theTokenItselfIsProofEnough() {
        LoggedIn one = logIn(Wechat.newPhone());
        LoggedIn other = logIn(Wechat.newPhone());
        revokePublicly(one.accessToken()).then().statusCode(200);
        revokePublicly(other.refreshToken()).then().statusCode(200);
        current(one.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        current(other.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "a.b.c" })
    void whatIsUnknownIsRevokedAlready(String token) {
        revokePublicly(token).then().statusCode(200);
        TestServiceClient.GATEWAY.revoke(token).then().statusCode(200);
    }

    @Test
    void anExpiredAccessTokenProvesNothing() {
        LoggedIn session = logIn(Wechat.newPhone());
        revokePublicly(ForgedAccessTokens.expired(session.accessToken())).then().statusCode(200);
        TestServiceClient.GATEWAY.revoke(ForgedAccessTokens.expired(session.accessToken())).then().statusCode(200);
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void revokingTwiceIsFine() {
        LoggedIn session = logIn(Wechat.newPhone());
        revokePublicly(session.accessToken()).then().statusCode(200);
        revokePublicly(session.accessToken()).then().statusCode(200);
    }

    @Test
    void aWrongHintDoesNotMislead() {
        LoggedIn session = logIn(Wechat.newPhone());
        given().formParam("token", session.accessToken()).formParam("token_type_hint", "refresh_token").post("/oauth2/revoke")
                .then().statusCode(200);
        current(session.accessToken()).then().statusCode(401);
    }

    @Test
    void aClientLimitedToAnotherAppHasNoEffect() {
        LoggedIn session = logIn(Wechat.newPhone());
        TestServiceClient.LIMITED.revoke(session.accessToken()).then().statusCode(200);
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void wrongClientCredentialsAreRefusedEvenWithAGoodToken() {
        LoggedIn session = logIn(Wechat.newPhone());
        given().auth().preemptive().basic("gateway", "wrong").formParam("token", session.accessToken()).post("/oauth2/revoke")
                .then().statusCode(401).header("WWW-Authenticate", startsWith("Basic ")).body("error", is("invalid_client"));
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void aClientWithoutTheRoleIsForbidden() {
        LoggedIn session = logIn(Wechat.newPhone());
        TestServiceClient.STATISTICIAN.revoke(session.accessToken()).then().statusCode(403).body("error",
                is("unauthorized_client"));
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void aTokenIsRequired() {
        given().contentType("application/x-www-form-urlencoded").post("/oauth2/revoke").then().statusCode(400)
                .body("error", is("invalid_request"));
    }

    @Test
    void aRevocationThatTheStoreMissedEndsNothingUntilItIsRepeated() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        revokePublicly(session.accessToken()).then().statusCode(503).header("Retry-After", notNullValue())
                .body("error", is("temporarily_unavailable"));
        TestServiceClient.GATEWAY.revoke(session.refreshToken()).then().statusCode(503).body("error",
                is("temporarily_unavailable"));
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> current(session.accessToken()).then().statusCode(not(503)));
        current(session.accessToken()).then().statusCode(200);
        revokePublicly(session.accessToken()).then().statusCode(200);
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }
}
