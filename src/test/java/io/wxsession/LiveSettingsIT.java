package io.wxsession;

import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.response.Response;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** Apps and sealing keys from directories, and what is changed there while the service runs. */
class LiveSettingsIT extends PackagedTest {

    private static final String NEW_APP = "wxcccccccccccccccc";
    private static final int NEXT_LOOK_SECONDS = 100;

    @TempDir
    Path directory;

    private Map<String, String> settings() throws IOException {
        Map<String, String> changed = new HashMap<>(unhurried());
        changed.keySet().removeIf(key -> key.startsWith("wxsession.apps.") || key.equals("wxsession.sealing.keys"));
        changed.put("wxsession.apps-dir", Files.createDirectory(directory.resolve("apps")).toString());
        changed.put("wxsession.sealing.keys-dir", Files.createDirectory(directory.resolve("keys")).toString());
        changed.put("wxsession.token.activation-delay", "0S");
        writeApp("demo.properties", TestEnvironment.APP);
        Files.writeString(directory.resolve("keys/t1"), TestEnvironment.SEALING_KEY.substring("t1:".length()));
        return changed;
    }

    private void writeApp(String file, String appId) throws IOException {
        Files.writeString(directory.resolve("apps").resolve(file),
                "app-id=" + appId + "\napp-secret=" + TestEnvironment.APP_SECRET + "\n");
    }

    private static Response loginToTheNewApp() {
        return sendLogin(Map.of("appId", NEW_APP, "code", Wechat.code(Wechat.newPhone(), NEW_APP)));
    }

    @Test
    void appsAndSealingKeysChangeWithoutARestart() throws IOException {
        Wechat.knowsApp(NEW_APP);
        try (PackagedService service = start(settings())) {
            LoggedIn session = logIn(Wechat.newPhone());
            loginToTheNewApp().then().statusCode(400).body("code", is("unknown_app"));

            writeApp("new.properties", NEW_APP);
            Files.writeString(directory.resolve("keys/t2"), "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");

            Awaitility.await().atMost(NEXT_LOOK_SECONDS, TimeUnit.SECONDS).pollInterval(1, TimeUnit.SECONDS)
                    .until(() -> service.output().contains("t2 seals, all of [t2, t1] open")
                            && loginToTheNewApp().statusCode() == 201);
            refresh(session.refreshToken()).then().statusCode(200);
            logIn(Wechat.newPhone());
        }
    }

    @Test
    void aBadAppFileStopsTheStartAndIsNamedWithoutItsContent() throws IOException {
        Map<String, String> bad = settings();
        Files.writeString(directory.resolve("apps/bad.properties"), "app-id=wx1\napp-secrett=very-secret\n");
        try (PackagedService service = PackagedService.start(bad)) {
            assertThat(service.awaitEnd()).isNotZero();
            assertThat(service.output()).contains("wxsession.apps-dir: bad.properties: has the unknown property 'app-secrett'")
                    .doesNotContain("very-secret");
        }
    }
}
