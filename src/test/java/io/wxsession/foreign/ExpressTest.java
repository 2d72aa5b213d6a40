package io.wxsession.foreign;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** The manual's back ends in Express, run by Node where it is installed. */
@QuarkusTest
@TestProfile(ExpressTest.WithOrders.class)
class ExpressTest extends ServiceTest {

    private static final String SECRET = "secret-of-the-client-orders";

    public static class WithOrders extends GatewayTest.WithAssertion {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("wxsession.clients.orders.secret", SECRET);
            overrides.put("wxsession.clients.orders.roles", "introspect");
            return overrides;
        }
    }

    @BeforeAll
    static void expressIsInstalled() {
        assumeTrue(Express.isInstalled(), "skipped: Express is not installed, run 'npm ci' in src/test/node");
    }

    private static Express start(String example) {
        return Express.start(example, Map.of("WXSESSION", "http://127.0.0.1:" + RestAssured.port, "SECRET", SECRET,
                "ISSUER", "wxsession"));
    }

    private static ValidatableResponse ask(Express backEnd, String header, String value) {
        return given().port(backEnd.port()).header(header, value).get("/api/me").then();
    }

    @Test
    void introspectionTellsTheUserUntilTheLogout() {
        LoggedIn session = logIn(Wechat.newPhone());
        String credential = "Bearer " + session.accessToken();
        try (Express backEnd = start("introspect.mjs")) {
            given().port(backEnd.port()).get("/api/me").then().statusCode(401);
            ask(backEnd, "Authorization", "Bearer nonsense").statusCode(401);
            ask(backEnd, "Authorization", credential).statusCode(200).body(is(session.userId()));
            given().header("Authorization", credential).delete("/v1/sessions/current").then().statusCode(204);
            ask(backEnd, "Authorization", credential).statusCode(401);
        }
    }

    @Test
    void anOutageIsNoLogout() {
        String credential = "Bearer " + logIn(Wechat.newPhone()).accessToken();
        try (Express backEnd = start("introspect.mjs")) {
            NetworkFaults.REDIS.cut();
            ask(backEnd, "Authorization", credential).statusCode(503).header("Retry-After", is("2"));
        }
    }

    @Test
    void anAssertionIsBelievedAndAnAccessTokenIsNot() {
        LoggedIn session = logIn(Wechat.newPhone());
        String assertion = given().header("Authorization", "Bearer " + session.accessToken()).get("/auth/verify")
                .then().statusCode(200).extract().header("X-Wxs-Assertion");
        try (Express backEnd = start("assertion.mjs")) {
            ask(backEnd, "X-Wxs-Assertion", assertion).statusCode(200).body(is(session.userId()));
            ask(backEnd, "X-Wxs-Assertion", session.accessToken()).statusCode(401);
            ask(backEnd, "X-Wxs-User", session.userId()).statusCode(401);
        }
    }
}
