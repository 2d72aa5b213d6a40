package io.wxsession.login;

import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.login;
import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.redis.client.Command;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(LoginLimitsTest.Tight.class)
class LoginLimitsTest extends ServiceTest {

    public static class Tight implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wxsession.limits.login-failures-per-client", "3/1H", "wxsession.limits.login-per-app", "10/1H",
                    "wxsession.limits.login-per-client", "15/1H");
        }
    }

    @BeforeEach
    void nobodyWasCounted() {
        RedisInspector.keys("wxs:limit:*").forEach(key -> RedisInspector.command(Command.DEL, key));
    }

    @Test
    void whoFailsTooOftenMustWaitAndWechatIsNotAsked() {
        for (int i = 0; i < 3; i++) {
            login(loginBody(Wechat.newPhone() + "-no-code")).then().statusCode(400);
        }
        String code = Wechat.code(Wechat.newPhone());
        login(loginBody(code)).then().statusCode(429).contentType("application/problem+json")
                .header("Retry-After", matchesRegex("\\d+"))
                .body("code", is("rate_limited")).body("action", is("retry"));
        assertThat(Wechat.exchanges()).isEqualTo(3);
    }

    @Test
    void aCodeThatMetALimitMayComeAgain() {
        for (int i = 0; i < 3; i++) {
            login(loginBody(Wechat.newPhone() + "-no-code")).then().statusCode(400);
        }
        String code = Wechat.code(Wechat.newPhone());
        login(loginBody(code)).then().statusCode(429);
        nobodyWasCounted();
        login(loginBody(code)).then().statusCode(201);
    }

    @Test
    void wechatsOwnTroubleIsNobodysFailure() {
        Wechat.fault("http-502", 5);
        for (int i = 0; i < 5; i++) {
            login(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(503);
        }
        logIn(Wechat.newPhone());
    }

    @Test
    void oneAppsStormLeavesOtherAppsAlone() throws Exception {
        List<String> codes = java.util.stream.IntStream.range(0, 12).mapToObj(i -> Wechat.code(Wechat.newPhone())).toList();
        List<Integer> statuses = Parallel.all(codes.stream()
                .map(code -> (java.util.concurrent.Callable<Integer>) () -> login(loginBody(code)).statusCode()).toList());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(2);
        login(Map.of("appId", TestEnvironment.OTHER_APP, "code", Wechat.code(Wechat.newPhone(), TestEnvironment.OTHER_APP)))
                .then()
                .statusCode(201);
    }

    @Test
    void aClientThatLogsInTooOftenMustWait() {
        for (int i = 0; i < 15; i++) {
            String app = i % 2 == 0 ? TestEnvironment.APP : TestEnvironment.OTHER_APP;
            login(Map.of("appId", app, "code", Wechat.code(Wechat.newPhone(), app))).then().statusCode(201);
        }
        login(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(429);
    }
}
