package io.wxsession.foreign;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.Ports;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** A real gateway with the example configuration, in front of the service and of a back end that echoes what reaches it. */
abstract class GatewayTest extends ServiceTest {

    public static class WithAssertion implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wxsession.forward-auth.assertion", "true");
        }
    }

    private static EchoBackEnd backEnd;
    private static ForeignServer gateway;

    /** Starts the gateway in front of those ports. */
    abstract ForeignServer start(int servicePort, int backEndPort);

    final RequestSpecification gateway() {
        if (gateway == null) {
            backEnd = EchoBackEnd.start();
            gateway = start(RestAssured.port, backEnd.port());
        }
        return given().port(gateway.port()).urlEncodingEnabled(false);
    }

    /** Where phones connect. */
    final int port() {
        gateway();
        return gateway.port();
    }

    @AfterAll
    static void end() {
        if (gateway != null) {
            gateway.close();
            backEnd.close();
            gateway = null;
        }
    }

    @Test
    void aPhoneLogsInThroughTheGateway() {
        String token = gateway().contentType(ContentType.JSON).body(MiniProgram.loginBody(Wechat.code(Wechat.newPhone())))
                .post("/v1/sessions").then().statusCode(201).extract().path("accessToken");
        gateway().header("Authorization", "Bearer " + token).get("/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void theBackEndLearnsWhoseRequestItIs() {
        LoggedIn session = logIn(Wechat.newPhone());
        gateway().header("Authorization", "Bearer " + session.accessToken()).get("/api/orders?page=2").then().statusCode(200)
                .body("uri", is("/api/orders?page=2"))
                .body("headers.x-wxs-user[0]", is(session.userId()))
                .body("headers.x-wxs-app[0]", is(TestEnvironment.APP))
                .body("headers.x-wxs-session[0]", is(session.handle()))
                .body("headers.x-wxs-assertion[0]", notNullValue())
                .body("headers.x-wxs-user.size()", is(1));
    }

    @Test
    void aBodyReachesTheBackEndAndNotTheService() {
        String token = logIn(Wechat.newPhone()).accessToken();
        gateway().header("Authorization", "Bearer " + token).body("x".repeat(200_000)).post("/api/upload").then()
                .statusCode(200).body("method", is("POST")).body("length", is(200_000));
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Wxs-User", "X-Wxs-App", "X-Wxs-Session", "X-Wxs-Account", "X-Wxs-Openid", "X-Wxs-Unionid",
            "X-Wxs-Assertion", "x-wxs-account", "X_Wxs_User", "X-Wxs_Account", "x_wxs_openid" })
    void whatThePhoneSaysOfItselfIsForgotten(String header) {
        String token = logIn(Wechat.newPhone()).accessToken();
        String echo = gateway().header("Authorization", "Bearer " + token).header(header, "root").get("/api/x").then()
                .statusCode(200).extract().asString();
        assertThat(echo).doesNotContain("root");
    }

    @Test
    void whoHasNoSessionIsToldSoAndTheBackEndIsNotAsked() {
        int before = backEnd == null ? 0 : backEnd.requests();
        gateway().get("/api/x").then().statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
        gateway().header("Authorization", "Bearer nonsense").get("/api/x").then().statusCode(401)
                .header("WWW-Authenticate", containsString("token_invalid"));
        gateway().header("X-Wxs-User", "root").get("/api/x").then().statusCode(401);
        assertThat(backEnd.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({ "/auth/verify, 404", "/auth/verify/x, 404", "/oauth2/introspect, 404", "/internal/v1/stats, 404",
            "/q/metrics, 404", "/_wxsession, 404", "/v1/../internal/v1/stats, 404", "/v1/%2e%2e/oauth2/introspect, 404",
            "/api/..%2finternal/v1/stats, 404", "/v1//../auth/verify, 404", "/, 404" })
    void whatIsInsideStaysInside(String path, int status) {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(RawConnection.status(port(), "GET", path, Map.of("Authorization", "Bearer " + token)))
                .isEqualTo(status);
    }

    @Test
    void anOutageAsksThePhoneToWaitAndKeepItsSession() {
        String token = logIn(Wechat.newPhone()).accessToken();
        NetworkFaults.REDIS.cut();
        gateway().header("Authorization", "Bearer " + token).get("/api/x").then().statusCode(503)
                .header("Retry-After", is("2")).body("code", is("store_unavailable"));
        NetworkFaults.REDIS.mend();
        await().untilAsserted(() -> gateway().header("Authorization", "Bearer " + token)
                .get("/api/x").then().statusCode(200).body("headers", not(anEmptyMap())));
    }

    @Test
    void withoutAServiceThePhoneIsAskedToWaitAndKeepItsSessionToo() {
        gateway();
        try (ForeignServer alone = start(Ports.free(), backEnd.port())) {
            given().port(alone.port()).contentType(ContentType.JSON).body("{}").post("/v1/sessions/refresh").then()
                    .statusCode(503).contentType("application/problem+json").header("Retry-After", is("2"))
                    .body("code", is("store_unavailable")).body("status", is(503));
            given().port(alone.port()).header("Authorization", "Bearer x").get("/api/x").then()
                    .statusCode(oneOf(502, 503));
        }
    }

    @Test
    void revocationIsImmediate() {
        String token = logIn(Wechat.newPhone()).accessToken();
        gateway().header("Authorization", "Bearer " + token).get("/api/x").then().statusCode(200);
        gateway().header("Authorization", "Bearer " + token).delete("/v1/sessions/current").then().statusCode(204);
        gateway().header("Authorization", "Bearer " + token).get("/api/x").then().statusCode(401);
    }
}
