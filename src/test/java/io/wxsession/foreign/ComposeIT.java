package io.wxsession.foreign;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.restassured.RestAssured;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** The composition of service and Redis, without the container engine. */
class ComposeIT extends PackagedTest {

    private static final Path FILE = Path.of("docker/compose.yml");

    private static JsonNode service(String name) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()).path("services").path(name);
    }

    @Test
    void theServiceStartsWithItsEnvironmentAndLetsPhonesIn() throws IOException {
        Map<String, String> environment = new HashMap<>();
        service("wxsession").path("environment").properties()
                .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
        Map<String, String> here = Map.of("QUARKUS_REDIS_HOSTS", settings.get("quarkus.redis.hosts"),
                "WXSESSION_TOKEN_KEYS_DIR",
                settings.get("wxsession.token.keys-dir"), "WXSESSION_APPS_SHOP_APP_ID", TestEnvironment.APP,
                "WXSESSION_APPS_SHOP_APP_SECRET", TestEnvironment.APP_SECRET, "WXSESSION_SEALING_KEYS",
                TestEnvironment.SEALING_KEY);
        assertThat(environment).containsKeys(here.keySet().toArray(String[]::new));
        environment.putAll(here);
        Map<String, String> simulated = Map.of("quarkus.rest-client.wechat.url",
                settings.get("quarkus.rest-client.wechat.url"));
        try (PackagedService service = PackagedService.start(simulated, environment).awaitStarted()) {
            RestAssured.port = service.port();
            logIn(Wechat.newPhone());
            given().port(service.managementPort()).get("/q/health/ready").then().statusCode(200);
            assertThat(service.output()).doesNotContain("proxy-address-forwarding is off");
        }
    }

    @Test
    void redisKeepsEverythingAndNobodyFromOutsideReachesIt() throws IOException {
        assertThat(service("redis").path("command").toString()).contains("\"--appendonly\",\"yes\"", "\"noeviction\"");
        assertThat(service("redis").has("ports")).isFalse();
    }

    @Test
    void theServiceIsReachedFromThisHostAloneAndWritesNowhere() throws IOException {
        JsonNode service = service("wxsession");
        assertThat(service.path("ports")).hasSize(1);
        assertThat(service.at("/ports/0").asText()).isEqualTo("127.0.0.1:8080:8080");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(Path.of("docker").resolve(service.at("/build/context").asText())
                .resolve(service.at("/build/dockerfile").asText()))
                .exists();
    }
}
