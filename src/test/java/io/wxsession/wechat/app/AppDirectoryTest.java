package io.wxsession.wechat.app;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.wxsession.config.directory.MountedDirectory;
import io.wxsession.testing.Blocking;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.CollectedLog.Line;
import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** Apps that come, change and go while the service runs. The minute between two looks is cut short. */
@QuarkusTest
@TestProfile(AppDirectoryTest.WithAppFiles.class)
class AppDirectoryTest extends ServiceTest {

    private static final String DIRECTORY = "test.apps-dir";
    private static final String FIRST = "wxaaaaaaaaaaaaaaaa";
    private static final String SECOND = "wxbbbbbbbbbbbbbbbb";

    public static class WithAppFiles implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(AppFiles.class));
        }
    }

    public static class AppFiles implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            try {
                Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "apps-");
                Files.writeString(directory.resolve("first.properties"), properties(FIRST));
                System.setProperty(DIRECTORY, directory.toString());
                return Map.of("wxsession.apps-dir", directory.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            System.clearProperty(DIRECTORY);
        }
    }

    @Inject
    Apps apps;

    @BeforeEach
    void onlyTheFirstAppHasAFile() throws IOException {
        for (Path file : MountedDirectory.filesIn(directory())) {
            Files.delete(file);
        }
        write("first.properties", properties(FIRST));
        Wechat.knowsApp(FIRST);
        Wechat.knowsApp(SECOND);
        lookAgain();
    }

    private static Path directory() {
        return Path.of(System.getProperty(DIRECTORY));
    }

    private static String properties(String appId) {
        return "app-id=" + appId + "\napp-secret=" + TestEnvironment.APP_SECRET + "\n";
    }

    private static void write(String name, String content) throws IOException {
        Files.writeString(directory().resolve(name), content);
    }

    private void lookAgain() {
        Blocking.get(apps.rescan());
    }

    private static Response login(String appId) {
        return sendLogin(Map.of("appId", appId, "code", Wechat.code(Wechat.newPhone(), appId)));
    }

    private static Response push(String appId) {
        return given().contentType("application/json").queryParam("signature", "x").queryParam("timestamp", "1")
                .queryParam("nonce", "x").body("{}").post("/wechat/events/" + appId);
    }

    @Test
    void anAppOfAFileIsServedBesideThoseOfTheSettings() {
        login(FIRST).then().statusCode(201);
        logIn(Wechat.newPhone());
    }

    @Test
    void anAppIsAddedAndRemoved() throws IOException {
        login(SECOND).then().statusCode(400).body("code", is("unknown_app"));
        write("second.properties", properties(SECOND));
        lookAgain();
        login(SECOND).then().statusCode(201);
        login(FIRST).then().statusCode(201);
        Files.delete(directory().resolve("second.properties"));
        lookAgain();
        login(SECOND).then().statusCode(400).body("code", is("unknown_app"));
    }

    @Test
    void whatAlertsWatchIsThereAtZeroWhenAnAppIsAdded() throws IOException {
        String app = "wxdddddddddddddddd";
        assertThat(MetricsPage.read().toString()).doesNotContain(app);
        write("fourth.properties", properties(app) + "push-token=a-token\n");
        lookAgain();
        MetricsPage page = MetricsPage.read();
        for (String name : List.of("wxsession_logins_total", "wxsession_wechat_requests_seconds_count",
                "wxsession_wechat_breaker_open", "wxsession_pushes_total")) {
            assertThat(page.count(name, "app=\"" + app + "\"")).as(name).isPositive();
            assertThat(page.sum(name, "app=\"" + app + "\"")).as(name).isZero();
        }
    }

    @Test
    void anAppIsChanged() throws IOException {
        push(FIRST).then().statusCode(404);
        write("first.properties", properties(FIRST) + "push-token=a-token\n");
        lookAgain();
        push(FIRST).then().statusCode(401);
        login(FIRST).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "app-id=wxaaaaaaaaaaaaaaaa", "app-secret=x",
            "app-id=wxaaaaaaaaaaaaaaaa\napp-secret=x\nsecret=y",
            "app-id=wxaaaaaaaaaaaaaaaa\napp-secret=x\npush-token=t\npush-aes-key=short",
            "app-id=wxaaaaaaaaaaaaaaaa\napp-secret=x\npush-aes-key=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
            "app-id=\\uxyz", "app-id=" + TestEnvironment.APP + "\napp-secret=x" })
    void aBadFileChangesNothingAndIsReportedOnceWithoutItsContent(String content) throws IOException {
        double before = MetricsPage.read().sum("wxsession_app_files_refused_total");
        try (CollectedLog log = CollectedLog.open()) {
            write("first.properties", content);
            lookAgain();
            lookAgain();
            assertThat(log.atLeast(Level.SEVERE)).singleElement().satisfies(line -> assertThat(line.message())
                    .contains("first.properties").doesNotContain("short").doesNotContain("=x"));
        }
        assertThat(MetricsPage.read().sum("wxsession_app_files_refused_total") - before)
                .as("counted at each look, so that an alert lasts as long as the fault").isEqualTo(2);
        login(FIRST).then().statusCode(201);
        logIn(Wechat.newPhone());
    }

    @Test
    void anEmptyOrUnreadableDirectoryChangesNothingAndIsSaidOnceAndSoIsItsReturn() throws IOException {
        try (CollectedLog log = CollectedLog.open()) {
            Files.delete(directory().resolve("first.properties"));
            lookAgain();
            lookAgain();
            login(FIRST).then().statusCode(201);
            Files.delete(directory());
            lookAgain();
            login(FIRST).then().statusCode(201);
            Files.createDirectory(directory());
            write("first.properties", properties(FIRST));
            lookAgain();
            assertThat(log.atLeast(Level.INFO).map(Line::message).filter(line -> line.startsWith("App files")))
                    .satisfiesExactly(
                            empty -> assertThat(empty).contains("has no file"),
                            missing -> assertThat(missing).contains("cannot be read"),
                            back -> assertThat(back).contains("can be used again"));
        }
    }

    @Test
    void aHiddenFileIsNoApp() throws IOException {
        write(".hidden", properties(SECOND));
        lookAgain();
        login(SECOND).then().statusCode(400).body("code", is("unknown_app"));
        Files.delete(directory().resolve(".hidden"));
    }
}
