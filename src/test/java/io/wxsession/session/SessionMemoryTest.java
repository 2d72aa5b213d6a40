package io.wxsession.session;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class SessionMemoryTest extends ServiceTest {

    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0) MicroMessenger/8.0.50";
    /** The bytes of an entry, with an openid and a user id, in a hash of thousands. Alone in a hash it takes 126. */
    private static final long REGISTRY_ENTRY = 112;

    @Test
    void aSessionWithItsIndexAndTheDigestsOfTwoTokensTakesAtMost480Bytes() {
        Response answer = given().contentType(ContentType.JSON).header("User-Agent", IPHONE)
                .body(loginBody(Wechat.code(Wechat.newPhone()))).post("/v1/sessions");
        LoggedIn session = LoggedIn.of(answer);
        refresh(session.refreshToken()).then().statusCode(200);
        long record = memory(RedisInspector.keys("wxs:{*}:s:" + session.handle()).get(0));
        long index = memory(RedisInspector.keys("wxs:{*}:us:" + session.userId()).get(0));
        assertThat(record + index).as("record %d, index %d", record, index).isLessThanOrEqualTo(480);
    }

    @Test
    void aUserIsKeptInTheCompactFormOfAHashFromTheFirstLoginToTheBinding() {
        LoggedIn session = logIn(Wechat.newPhone());
        String user = RedisInspector.keys("wxs:{*}:u:" + session.userId()).get(0);
        long first = memory(user);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "微信用户 Alice", "avatarUrl",
                "https://thirdwx.qlogo.cn/mmopen/vi_32/" + "Q0j4TwGTfTKnSEPrXBcdGg".repeat(4) + "/132"))
                .put("/v1/user/profile").then().statusCode(201);
        TestServiceClient.OPERATOR.request().contentType(ContentType.JSON)
                .body(Map.of("accountId", UUID.randomUUID().toString()))
                .put("/internal/v1/users/" + session.userId() + "/binding").then().statusCode(204);
        long bound = memory(user);
        assertThat(RedisInspector.command(Command.OBJECT, "ENCODING", user).toString()).isIn("listpack", "ziplist");
        assertThat(first + REGISTRY_ENTRY).isLessThanOrEqualTo(400);
        assertThat(bound + REGISTRY_ENTRY).isLessThanOrEqualTo(800);
    }

    private static long memory(String key) {
        return RedisInspector.command(Command.MEMORY, "USAGE", key).toLong();
    }
}
