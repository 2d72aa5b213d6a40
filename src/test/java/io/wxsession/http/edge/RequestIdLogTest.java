package io.wxsession.http.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** Looks into the log, so only where the service runs in the same process. */
@QuarkusTest
class RequestIdLogTest extends ServiceTest {

    @Test
    void whatIsLoggedDuringARequestNamesItsIdAlsoAfterWechatHasAnswered() {
        // No other test lets WeChat refuse this app, so the line is due: it is logged once a minute for each app.
        Wechat.faultOfNextExchange(TestEnvironment.UNION_APP, "40125");
        try (CollectedLog log = CollectedLog.open()) {
            given().header("X-Request-Id", "the-one-at-fault").contentType(ContentType.JSON)
                    .body(Map.of("appId", TestEnvironment.UNION_APP, "code",
                            Wechat.code(Wechat.newPhone(), TestEnvironment.UNION_APP)))
                    .post("/v1/sessions").then().statusCode(502);
            assertThat(log.atLeast(Level.SEVERE)).isNotEmpty()
                    .allSatisfy(line -> assertThat(line.requestId()).isEqualTo("the-one-at-fault"));
        }
    }
}
