package io.wxsession.wechat;

import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.CollectedLog.Line;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** What an operator reads of a WeChat that does not work for one app. */
@QuarkusTest
@TestProfile(WechatOutageLogTest.JustStarted.class)
class WechatOutageLogTest extends ServiceTest {

    /** Of its own, because each cause is logged once a minute. */
    public static class JustStarted implements QuarkusTestProfile {
    }

    private static int logIn(String appId) {
        return sendLogin(Map.of("appId", appId, "code", Wechat.code(Wechat.newPhone(), appId))).statusCode();
    }

    @Test
    void anAppWhoseCallsFailIsNamedOnceAndAgainWhenNoneHasFailedForAWhile() {
        String failing = "WeChat is not available to app " + TestEnvironment.APP + ": the response is incomplete";
        String working = "WeChat is available to app " + TestEnvironment.APP + " again: no call has failed for 10 seconds";
        try (CollectedLog log = CollectedLog.open()) {
            Wechat.fault("without-openid", 2);
            assertThat(logIn(TestEnvironment.APP)).isEqualTo(503);
            assertThat(logIn(TestEnvironment.APP)).isEqualTo(503);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(logIn(TestEnvironment.APP)).isEqualTo(201);
                assertThat(logIn(TestEnvironment.OTHER_APP)).isEqualTo(201);
                assertThat(linesOnWechat(log)).containsExactly(failing, working);
            });
        }
    }

    private static List<String> linesOnWechat(CollectedLog log) {
        return log.atLeast(Level.INFO).map(Line::message).filter(message -> message.startsWith("WeChat ")).toList();
    }
}
