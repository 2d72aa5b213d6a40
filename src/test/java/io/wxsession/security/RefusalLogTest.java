package io.wxsession.security;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;

/** A refused request is nobody's error: what clients send must not fill the log of the service. */
@QuarkusTest
class RefusalLogTest extends ServiceTest {

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Handler collector = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                errors.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void collect() {
        Logger.getLogger("").addHandler(collector);
    }

    @AfterEach
    void stopCollecting() {
        Logger.getLogger("").removeHandler(collector);
    }

    @Test
    void aRefusedCredentialIsNoError() {
        current("nonsense").then().statusCode(401);
        RestAssured.get("/v1/user").then().statusCode(401);
        bearer("nonsense").header("X-WX-Skey", "other").get("/v1/user").then().statusCode(400);
        RestAssured.given().auth().preemptive().basic("nobody", "nothing").get("/internal/v1/stats").then().statusCode(401);
        TestServiceClient.GATEWAY.request().get("/internal/v1/stats").then().statusCode(403);
        assertThat(errors).isEmpty();
    }
}
