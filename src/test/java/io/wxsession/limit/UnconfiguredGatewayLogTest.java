package io.wxsession.limit;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** Looks into the log, so only where the service runs in the same process. */
@QuarkusTest
@TestProfile(UnconfiguredGatewayLogTest.JustStarted.class)
class UnconfiguredGatewayLogTest extends ServiceTest {

    /** Of its own, because the warning comes once an hour. */
    public static class JustStarted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "false");
        }
    }

    private static void loginThroughAGateway() {
        given().header("X-Forwarded-For", "203.0.113.7").contentType(ContentType.JSON)
                .body(loginBody(Wechat.code(Wechat.newPhone()))).post("/v1/sessions").then().statusCode(201);
    }

    @Test
    void aGatewayThatIsNotConfiguredIsWarnedOfOnceAndNoAddressIsLogged() {
        try (CollectedLog log = CollectedLog.open()) {
            loginThroughAGateway();
            loginThroughAGateway();
            assertThat(log.atLeast(Level.WARNING)).singleElement().satisfies(line -> assertThat(line.message())
                    .contains("quarkus.http.proxy.proxy-address-forwarding").doesNotContain("203.0.113.7"));
        }
    }
}
