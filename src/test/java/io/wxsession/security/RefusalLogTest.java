package io.wxsession.security;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;

/** A refused request is nobody's error: what clients send must not fill the log of the service. */
@QuarkusTest
class RefusalLogTest extends ServiceTest {

    @Test
    void aRefusedCredentialIsNoError() {
        try (CollectedLog log = CollectedLog.open()) {
            refuseCredentials();
            assertThat(log.atLeast(Level.SEVERE)).isEmpty();
        }
    }

    private static void refuseCredentials() {
        current("nonsense").then().statusCode(401);
        RestAssured.get("/v1/user").then().statusCode(401);
        bearer("nonsense").header("X-WX-Skey", "other").get("/v1/user").then().statusCode(400);
        RestAssured.given().auth().preemptive().basic("nobody", "nothing").get("/internal/v1/stats").then().statusCode(401);
        TestServiceClient.GATEWAY.request().get("/internal/v1/stats").then().statusCode(403);
    }
}
