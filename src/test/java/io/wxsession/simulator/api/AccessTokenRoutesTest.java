package io.wxsession.simulator.api;

import static io.wxsession.simulator.SimulatedWechat.APP;
import static io.wxsession.simulator.SimulatedWechat.OTHER_APP;
import static io.wxsession.simulator.SimulatedWechat.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.path.json.JsonPath;
import io.wxsession.simulator.SimulatedWechat;
import io.wxsession.simulator.state.Errcode;

class AccessTokenRoutesTest {

    private static final int VALID = Errcode.EMPTY_BODY;

    @RegisterExtension
    static final SimulatedWechat WECHAT = new SimulatedWechat();

    @Test
    void aStableTokenIsGivenAgainWithTheRemainingSeconds() {
        JsonPath first = WECHAT.stableResponse(APP, false);
        assertThat(first.getInt("expires_in")).isBetween(7190, 7200);
        WECHAT.advanceClock(3600);
        JsonPath second = WECHAT.stableResponse(APP, false);
        assertThat(second.getString("access_token")).isEqualTo(first.getString("access_token"));
        assertThat(second.getInt("expires_in")).isBetween(3590, 3600);
    }

    @Test
    void aStableTokenIsRenewedFiveMinutesBeforeItExpiresAndBothAreValidUntilThen() {
        String first = WECHAT.stableToken();
        WECHAT.advanceClock(7200 - 290);
        String second = WECHAT.stableToken();
        assertThat(second).isNotEqualTo(first);
        assertThat(WECHAT.errcodeWith(first)).isEqualTo(VALID);
        assertThat(WECHAT.errcodeWith(second)).isEqualTo(VALID);
        WECHAT.advanceClock(300);
        assertThat(WECHAT.errcodeWith(first)).isEqualTo(42001);
    }

    @Test
    void aForcedRefreshEndsTheOldTokenAtOnce() {
        String first = WECHAT.stableToken();
        String second = WECHAT.stableResponse(APP, true).getString("access_token");
        assertThat(second).isNotEqualTo(first);
        assertThat(WECHAT.errcodeWith(first)).isEqualTo(40001);
        assertThat(WECHAT.errcodeWith(second)).isEqualTo(VALID);
    }

    @Test
    void aSecondForcedRefreshWithinThirtySecondsHasNoEffect() {
        String first = WECHAT.stableResponse(APP, true).getString("access_token");
        WECHAT.advanceClock(25);
        assertThat(WECHAT.stableResponse(APP, true).getString("access_token")).isEqualTo(first);
        WECHAT.advanceClock(10);
        assertThat(WECHAT.stableResponse(APP, true).getString("access_token")).isNotEqualTo(first);
    }

    @Test
    void aTwentyFirstForcedRefreshOfTheDayIsRefused() {
        long untilMidnight = 86400 - Math.floorMod(System.currentTimeMillis() / 1000 + 8 * 3600, 86400L);
        WECHAT.advanceClock(untilMidnight + 60);
        for (int i = 0; i < 20; i++) {
            assertThat(WECHAT.stableResponse(APP, true).getString("access_token")).isNotNull();
            WECHAT.advanceClock(31);
        }
        assertThat(WECHAT.stableResponse(APP, true).getInt("errcode")).isEqualTo(45009);
        assertThat(WECHAT.stableResponse(APP, false).getString("access_token")).isNotNull();
        assertThat(WECHAT.stableResponse(OTHER_APP, true).getString("access_token")).isNotNull();
        WECHAT.advanceClock(86400);
        assertThat(WECHAT.stableResponse(APP, true).getString("access_token")).isNotNull();
    }

    @Test
    void aPlainTokenReplacesThePreviousOneWhichStaysValidForFiveMinutes() {
        String first = WECHAT.plainToken();
        String second = WECHAT.plainToken();
        WECHAT.advanceClock(295);
        assertThat(WECHAT.errcodeWith(first)).isEqualTo(VALID);
        WECHAT.advanceClock(10);
        assertThat(WECHAT.errcodeWith(first)).isEqualTo(40001);
        assertThat(WECHAT.errcodeWith(second)).isEqualTo(VALID);
    }

    @Test
    void theTwoKindsDoNotEndEachOther() {
        String plain = WECHAT.plainToken();
        String stable = WECHAT.stableResponse(APP, true).getString("access_token");
        WECHAT.plainToken();
        WECHAT.advanceClock(60);
        assertThat(WECHAT.errcodeWith(stable)).isEqualTo(VALID);
        assertThat(WECHAT.errcodeWith(plain)).isEqualTo(VALID);
    }

    @Test
    void aMissingTokenAndAnUnknownTokenHaveDifferentErrcodes() {
        assertThat(WECHAT.errcodeWith("")).isEqualTo(41001);
        assertThat(WECHAT.errcodeWith("no-token")).isEqualTo(40014);
        assertThat(WECHAT.get("/wxa/checksession", "access_token", "no-token").getString("errmsg"))
                .matches("invalid access_token rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
    }

    @Test
    void anotherServerCanEndTheTokensAndAResetMakesThemValidAgain() {
        String token = WECHAT.stableToken();
        WECHAT.request().delete("/simulator/apps/" + APP + "/access-tokens").then().statusCode(204);
        assertThat(WECHAT.errcodeWith(token)).isEqualTo(40001);
        assertThat(WECHAT.stableToken()).isNotEqualTo(token);
        WECHAT.request().delete("/simulator").then().statusCode(204);
        assertThat(WECHAT.errcodeWith(token)).isEqualTo(VALID);
    }

    @Test
    void theLifetimeAndLengthOfTokensCanBeSet() {
        WECHAT.json(Map.of("lifetimeSeconds", 48, "length", 512)).put("/simulator/apps/" + APP + "/access-tokens").then()
                .statusCode(204);
        WECHAT.request().delete("/simulator/apps/" + APP + "/access-tokens").then().statusCode(204);
        JsonPath grant = WECHAT.stableResponse(APP, false);
        assertThat(grant.getInt("expires_in")).isEqualTo(48);
        assertThat(grant.getString("access_token")).hasSize(512);
        WECHAT.advanceClock(48);
        assertThat(WECHAT.errcodeWith(grant.getString("access_token"))).isEqualTo(42001);
    }

    @ParameterizedTest
    @CsvSource({ "authorization_code, " + APP + ", " + SECRET + ", 40002", "client_credential, '', " + SECRET + ", 41002",
            "client_credential, " + APP + ", '', 41004", "client_credential, wxunknown, " + SECRET + ", 40013",
            "client_credential, " + APP + ", wrong, 40125" })
    void aTokenNeedsGrantTypeAppIdAndAppSecret(String grantType, String appId, String secret, int errcode) {
        assertThat(WECHAT.get("/cgi-bin/token", "grant_type", grantType, "appid", appId, "secret", secret).getInt("errcode"))
                .isEqualTo(errcode);
        assertThat(WECHAT.json(Map.of("grant_type", grantType, "appid", appId, "secret", secret))
                .post("/cgi-bin/stable_token").jsonPath().getInt("errcode")).isEqualTo(errcode);
    }

    @Test
    void aStableTokenNeedsAPostWithJson() {
        assertThat(WECHAT.get("/cgi-bin/stable_token", "appid", APP).getString("errmsg"))
                .startsWith("require POST method rid: ");
        assertThat(WECHAT.request().post("/cgi-bin/stable_token").jsonPath().getInt("errcode")).isEqualTo(44002);
        assertThat(WECHAT.request().formParam("appid", APP).post("/cgi-bin/stable_token").jsonPath().getInt("errcode"))
                .isEqualTo(47001);
        assertThat(WECHAT.json("[]").post("/cgi-bin/stable_token").jsonPath().getInt("errcode")).isEqualTo(47001);
    }

    @ParameterizedTest
    @CsvSource({ "40164, errcode, 40164", "without-access-token, access_token,", "without-expires-in, expires_in,",
            "extra-fields, scope, snsapi_base" })
    void faultsApplyToTokens(String fault, String field, String value) {
        WECHAT.injectFault("/cgi-bin/stable_token", fault);
        assertThat(WECHAT.stableResponse(APP, false).getString(field)).isEqualTo(value);
        WECHAT.injectFault("/cgi-bin/token", "http-502");
        WECHAT.request().get("/cgi-bin/token").then().statusCode(502);
        assertThat(WECHAT.plainToken()).isNotNull();
        assertThat(WECHAT.get("/simulator/calls", "path", "/cgi-bin/stable_token").getString("calls[0].appId")).isEqualTo(APP);
        assertThat(WECHAT.calls("/cgi-bin/token")).isEqualTo(2);
    }

    @Test
    void aTokenThatWasIssuedButNotDeliveredIsGivenTheNextTime() {
        WECHAT.injectFault("/cgi-bin/stable_token", "truncated-json");
        String half = WECHAT.json(Map.of("grant_type", "client_credential", "appid", APP, "secret", SECRET))
                .post("/cgi-bin/stable_token").asString();
        assertThat(WECHAT.stableToken()).startsWith(half.substring("{\"access_token\":\"".length()));
    }

    @Test
    void responsesHaveTheContentTypesOfWechat() {
        assertThat(WECHAT.request().get("/cgi-bin/token").contentType()).isEqualTo("application/json; encoding=utf-8");
        assertThat(WECHAT.request().get("/sns/jscode2session").contentType()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/cgi-bin/stable_token", "/wxa/business/getuserphonenumber", "/sns/jscode2session" })
    void aBodyOfUnknownLengthIsRefusedWithAnEmptyBody(String path) throws Exception {
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(WECHAT.url(path)))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] { '{', '}' }))).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(chunked, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(412);
        assertThat(response.body()).isEmpty();
    }
}
