package io.wxsession.wechat;

import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.redis.client.Command;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** While an AppSecret is being reset: the new one is configured, but WeChat still wants the previous one. */
@QuarkusTest
@TestProfile(AppSecretResetTest.DuringAReset.class)
class AppSecretResetTest extends ServiceTest {

    private static final String NOT_YET_VALID = "f".repeat(32);

    public static class DuringAReset implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TwoSecrets.class));
        }
    }

    /** Outweighs what the test environment says, also for the packaged program. */
    public static class TwoSecrets implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("wxsession.apps.demo.app-secret", NOT_YET_VALID, "wxsession.apps.demo.app-secret-previous",
                    TestEnvironment.APP_SECRET, "wxsession.apps.other.app-secret", NOT_YET_VALID,
                    "wxsession.apps.other.app-secret-previous", "e".repeat(32));
        }

        @Override
        public int order() {
            return 1;
        }

        @Override
        public void stop() {
        }
    }

    @Test
    void aLoginSucceedsWithThePreviousSecretWhichIsThenTriedFirst() {
        logIn(Wechat.newPhone());
        int before = Wechat.exchanges();
        logIn(Wechat.newPhone());
        logIn(Wechat.newPhone());
        assertThat(Wechat.exchanges() - before).isEqualTo(2);
    }

    @Test
    void theAccessTokenIsFetchedWithThePreviousSecretToo() {
        RedisInspector.command(Command.DEL, "wxs:at:" + TestEnvironment.APP);
        TestServiceClient.OPERATOR.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token").then()
                .statusCode(200);
    }

    @Test
    void ifWechatAcceptsNeitherTheOperatorMustAct() {
        sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(Wechat.newPhone(), TestEnvironment.OTHER_APP)))
                .then().statusCode(502).body("code", is("wechat_misconfigured"));
        assertThat(Wechat.exchanges()).isEqualTo(2);
    }

    @Test
    void aCodeThatMayBeSpentIsNotSentWithTheOtherSecret() {
        logIn(Wechat.newPhone());
        int before = Wechat.exchanges();
        Wechat.fault("http-502", 1);
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(503);
        Wechat.fault("40029", 1);
        sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(400);
        assertThat(Wechat.exchanges() - before).isEqualTo(2);
    }
}
