package io.wxsession.http;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.RawHttp;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class ProblemTest extends ServiceTest {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void aProblemSaysWhatItIsAndWhatToDoNext() {
        current("nonsense").then().statusCode(401).contentType(PROBLEM)
                .body("keySet()", containsInAnyOrder("type", "title", "status", "detail", "code", "action"))
                .body("type", is("urn:wxsession:problem:token_invalid")).body("code", is("token_invalid"))
                .body("status", is(401)).body("action", is("relogin"))
                .body("title", notNullValue()).body("detail", notNullValue());
    }

    @Test
    void anInvalidRequestNamesTheFieldsAtFaultAndNoAction() {
        sendLogin(Map.of("appId", "", "code", "")).then().statusCode(400).contentType(PROBLEM)
                .body("keySet()", containsInAnyOrder("type", "title", "status", "detail", "code", "violations"))
                .body("code", is("invalid_request")).body("violations[0].keySet()", containsInAnyOrder("field", "message"));
    }

    @Test
    void noProblemQuotesTheRequest() {
        for (Object body : List.of(Map.of("code", List.of("textOfTheCaller")), "{\"code\":\"textOfTheCaller",
                "{\"code\":textOfTheCaller}", Map.of("appId", "textOfTheCaller", "code", "x"))) {
            assertThat(sendLogin(body).then().statusCode(400).extract().asString()).doesNotContain("textOfTheCaller");
        }
    }

    @ParameterizedTest
    @CsvSource({ "GET, /nowhere, 404, not_found", "GET, /, 404, not_found", "GET, /v1, 404, not_found",
            "GET, /internal/v1/nowhere, 404, not_found",
            "PUT, /v1/sessions/current, 405, method_not_allowed", "PATCH, /v1/user, 405, method_not_allowed",
            "PATCH, /v1/sessions, 405, method_not_allowed",
            "GET, /v1/sessions/refresh, 405, method_not_allowed", "POST, /.well-known/jwks.json, 405, method_not_allowed",
            "GET, /v1/%2e%2e/x, 404, not_found" })
    void whatIsNotServedIsAProblemToo(String method, String path, int status, String code) {
        given().urlEncodingEnabled(false).request(method, path).then().statusCode(status).contentType(PROBLEM)
                .body("code", is(code)).body("type", is("urn:wxsession:problem:" + code)).body("status", is(status))
                .body("", not(hasKey("action")));
    }

    @Test
    void whatMethodsAreAllowedIsSaid() {
        for (String spelling : List.of("/v1/user", "/v1/sessions/current/", "/v1/sessions;a=b")) {
            assertThat(given().urlEncodingEnabled(false).patch(spelling).then().statusCode(405).extract().header("Allow"))
                    .contains("GET");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/%zz", "/v1/sessions/current?%zz", "/v1/a|b", "?x", "x", "*" })
    void aMalformedUriIsAProblemToo(String uri) {
        assertThat(RawHttp.post(uri, "{}", true)).startsWith("HTTP/1.1 400").contains(PROBLEM).contains("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = { "?secret-of-a-stranger", "/v1/%zz?secret-of-a-stranger", "http:secret-of-a-stranger" })
    void aMalformedUriIsNotLogged(String uri) {
        try (CollectedLog log = CollectedLog.open()) {
            RawHttp.post(uri, "{}", true);
            assertThat(log.atLeast(Level.ALL)).noneMatch(line -> line.message().contains("secret-of-a-stranger"));
        }
    }

    @Test
    void theConnectionGoesOnAfterARefusalThatDidNotReadTheBody() {
        try (RawConnection connection = RawConnection.open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.send("POST", "/v1/%zz", Map.of(), "{}")).isEqualTo(400);
                assertThat(connection.send("POST", "/v1/sessions", Map.of(), "{}")).isEqualTo(415);
                assertThat(connection.send("GET", "/v1/user", Map.of(), "")).isEqualTo(401);
            }
        }
    }

    @Test
    void anAnswerThatTheCallerDoesNotAcceptIsAProblem() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).accept("text/html").get("/v1/sessions/current").then().statusCode(406)
                .contentType(PROBLEM).body("code", is("not_acceptable"));
    }

    @Test
    void whatMayWorkLaterSaysWhen() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        current(session.accessToken()).then().statusCode(503).contentType(PROBLEM)
                .header("Retry-After", matchesRegex("[1-9]\\d*"))
                .body("code", is("store_unavailable")).body("action", is("retry"));
    }

    @ParameterizedTest
    @CsvSource({ "GET, /oauth2/introspect, 405", "GET, /oauth2/nowhere, 404", "POST, /oauth2/introspect, 401" })
    void theOauthEndpointsSayItAsTheirRfcDoes(String method, String path, int status) {
        given().request(method, path).then().statusCode(status).contentType("application/json")
                .body("keySet()", containsInAnyOrder("error", "error_description"));
    }

    @ParameterizedTest
    @CsvSource({ "GET, /v1/sessions/current, 401", "GET, /v1/nowhere, 404", "PUT, /v1/sessions, 405",
            "POST, /oauth2/introspect, 401", "GET, /oauth2/nowhere, 404", "GET, /internal/v1/stats, 401",
            "GET, /internal/nowhere, 404", "GET, /auth/verify, 401", "GET, /auth/verify/orders, 401",
            "GET, /auth/nowhere, 404", "GET, /internal;x/v1/stats, 401", "GET, /internal;x, 404",
            "GET, /%69nternal/v1/stats, 401",
            "GET, /v1;a=b/user, 401" })
    void noProblemIsCached(String method, String path, int status) {
        given().urlEncodingEnabled(false).request(method, path).then().statusCode(status)
                .header("Cache-Control", "no-store");
    }

    @Test
    void noProblemBeforeTheRoutesIsCachedEither() {
        assertThat(RawHttp.post("/v1/%zz", "{}", true)).containsIgnoringCase("\r\ncache-control: no-store\r\n");
        assertThat(RawHttp.post("/v1/sessions", "x".repeat(70_000), true))
                .containsIgnoringCase("\r\ncache-control: no-store\r\n");
    }

    @Test
    void noAnswerIsCached() {
        LoggedIn session = logIn(Wechat.newPhone());
        for (String path : List.of("/v1/sessions/current", "/v1/sessions", "/v1/user", "/auth/verify")) {
            bearer(session.accessToken()).get(path).then().statusCode(200).header("Cache-Control", "no-store");
        }
        TestServiceClient.GATEWAY.introspect(session.accessToken()).then().statusCode(200).header("Cache-Control", "no-store");
        TestServiceClient.OPERATOR.request().get("/internal/v1/users/" + session.userId()).then().statusCode(200)
                .header("Cache-Control", "no-store");
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204)
                .header("Cache-Control", "no-store");
    }
}
