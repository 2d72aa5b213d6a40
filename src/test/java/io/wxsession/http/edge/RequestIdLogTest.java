package io.wxsession.http.edge;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** Looks into the log, so only where the service runs in the same process. */
@QuarkusTest
class RequestIdLogTest extends ServiceTest {

    @Test
    void whatIsLoggedDuringARequestNamesItsIdAlsoAfterWechatHasAnswered() {
        Wechat.fault("40125", 1);
        try (CollectedLog log = CollectedLog.open()) {
            given().header("X-Request-Id", "the-one-at-fault").contentType(ContentType.JSON)
                    .body(loginBody(Wechat.code(Wechat.newPhone()))).post("/v1/sessions").then().statusCode(502);
            assertThat(log.atLeast(Level.SEVERE)).isNotEmpty()
                    .allSatisfy(line -> assertThat(line.requestId()).isEqualTo("the-one-at-fault"));
        }
    }
}
