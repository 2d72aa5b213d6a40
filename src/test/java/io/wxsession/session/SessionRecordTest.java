package io.wxsession.session;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** The records that the scripts write, against the parser that is fast because it knows their form. */
@QuarkusTest
class SessionRecordTest extends ServiceTest {

    @Test
    void everyRecordThatTheScriptsWriteIsReadByTheFastParser() {
        LoggedIn session = logIn(Wechat.newPhone(), TestEnvironment.UNION_APP);
        assertReadByTheFastParser(session);

        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "Alice", "avatarUrl", ""))
                .put("/v1/user/profile").then().statusCode(201);
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("credentials", Map.of("name", "acct:" + Wechat.newPhone(), "password", "right")))
                .put("/v1/user/binding").then().statusCode(200);
        refresh(session.refreshToken()).then().statusCode(200);
        assertReadByTheFastParser(session);
        assertThat(RedisInspector.session(session.handle()).fieldNames()).as("the record has every field but the description")
                .containsExactlyInAnyOrder("u", "a", "o", "n", "c", "k", "r", "t", "x", "i", "g", "f");
    }

    @Test
    void aDescriptionOfTheClientInAsciiKeepsTheRecordInThatForm() {
        Map<String, Object> body = loginBody(Wechat.code(Wechat.newPhone()));
        body.put("client", "WeChat 8.0.50, iOS");
        assertReadByTheFastParser(LoggedIn.of(sendLogin(body).then().statusCode(201).extract().response()));
    }

    private static void assertReadByTheFastParser(LoggedIn session) {
        String key = RedisInspector.keys("wxs:{*}:s:" + session.handle()).get(0);
        assertThat(SessionRecordReader.read(RedisInspector.command(Command.GET, key).toBytes())).isPresent();
    }
}
