package io.wxsession.foreign;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** The service with the environment of the unit file and the files that its page describes, without systemd. */
class SystemdIT extends PackagedTest {

    private static final String ETC = "/etc/wxsession";

    @TempDir
    private Path etc;

    @BeforeEach
    void writeFiles() throws IOException {
        String[] sealingKey = TestEnvironment.SEALING_KEY.split(",")[0].split(":", 2);
        Files.writeString(Files.createDirectory(etc.resolve("sealing-keys")).resolve(sealingKey[0]), sealingKey[1]);
        Files.writeString(Files.createDirectory(etc.resolve("apps")).resolve("shop.properties"),
                "app-id=%s%napp-secret=%s%n".formatted(TestEnvironment.APP, TestEnvironment.APP_SECRET));
        Files.writeString(etc.resolve("settings.properties"),
                "quarkus.redis.hosts=%s%n".formatted(settings.get("quarkus.redis.hosts")));
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>();
        SystemdUnit.read("wxsession.service").environment().forEach((name, value) -> environment.put(name,
                value.replace("%d", etc.toString()).replace(ETC + "/signing-keys", settings.get("wxsession.token.keys-dir"))
                        .replace(ETC, etc.toString())));
        return environment;
    }

    private static Map<String, String> simulated() {
        return Map.of("quarkus.rest-client.wechat.url", settings.get("quarkus.rest-client.wechat.url"));
    }

    @Test
    void theServiceStartsLetsPhonesInAndEndsWithoutAFault() throws IOException {
        try (PackagedService service = PackagedService.start(simulated(), environment()).awaitStarted()) {
            RestAssured.port = service.port();
            logIn(Wechat.newPhone());
            given().port(service.managementPort()).get("/q/health/ready").then().statusCode(200);
            assertThat(service.terminate()).isZero();
        }
    }

    @Test
    void aMisspeltSettingInTheFileStopsTheStart() throws IOException {
        Files.writeString(etc.resolve("settings.properties"), "wxsession.sesion.idle-timeout=7D\n");
        try (PackagedService service = PackagedService.start(simulated(), environment())) {
            assertThat(service.awaitEnd()).isPositive();
            assertThat(service.output()).contains("wxsession.sesion.idle-timeout");
        }
    }
}
