package io.wxsession.session;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class SessionMemoryTest extends ServiceTest {

    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0) MicroMessenger/8.0.50";

    @Test
    void aSessionWithItsIndexAndTheDigestsOfTwoTokensTakesAtMost480Bytes() {
        Response answer = given().contentType(ContentType.JSON).header("User-Agent", IPHONE)
                .body(loginBody(Wechat.code(Wechat.newPhone()))).post("/v1/sessions");
        LoggedIn session = LoggedIn.of(answer);
        refresh(session.refreshToken()).then().statusCode(200);
        long record = memory("wxs:{*}:s:" + session.handle());
        long index = memory("wxs:{*}:us:" + session.userId());
        assertThat(record + index).as("record %d, index %d", record, index).isLessThanOrEqualTo(480);
    }

    private static long memory(String pattern) {
        return RedisInspector.command(Command.MEMORY, "USAGE", RedisInspector.keys(pattern).get(0)).toLong();
    }
}
