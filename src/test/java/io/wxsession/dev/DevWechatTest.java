package io.wxsession.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Which WeChat is asked: in development the simulated one, until a real mini-program is named. */
class DevWechatTest {

    private static final String URL = "quarkus.rest-client.wechat.url";
    private static final String REAL = "https://api.weixin.qq.com";
    private static final int ABOVE_THE_FILE = 300;

    private static SmallRyeConfig config(String profile, Map<String, String> environment) throws IOException {
        return new SmallRyeConfigBuilder().withProfile(profile).addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Path.of("src/main/resources/application.properties").toUri().toURL()),
                        new EnvConfigSource(environment, ABOVE_THE_FILE))
                .build();
    }

    @Test
    void withoutAnyVariableTheSimulatorIsAsked() throws IOException {
        assertThat(config("dev", Map.of()).getValue(URL, String.class)).isEqualTo("http://127.0.0.1:8089");
    }

    @Test
    void twoVariablesSufficeToAskWechatAboutTheTeamsOwnMiniProgram() throws IOException {
        SmallRyeConfig config = config("dev", Map.of("WXSESSION_APPS_DEMO_APP_ID", "wxfedcba9876543210",
                "WXSESSION_APPS_DEMO_APP_SECRET", "its-own-secret"));
        assertThat(config.getValue(URL, String.class)).isEqualTo(REAL);
        assertThat(config.getValue("wxsession.apps.demo.app-id", String.class)).isEqualTo("wxfedcba9876543210");
        assertThat(config.getValue("wxsession.apps.demo.app-secret", String.class)).isEqualTo("its-own-secret");
    }

    @Test
    void inProductionNothingLeadsToTheSimulator() throws IOException {
        SmallRyeConfig config = config("prod", Map.of("WXSESSION_APPS_DEMO_APP_ID", "wx0123456789abcdef"));
        assertThat(config.getValue(URL, String.class)).isEqualTo(REAL);
    }
}
