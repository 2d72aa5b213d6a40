package io.wxsession.foreign;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** Clients that others wrote, run by Node where it is installed. */
@QuarkusTest
@TestProfile(ForeignClientsTest.WaferIsOpen.class)
class ForeignClientsTest extends ServiceTest {

    private static final Path CLIENTS = Path.of("src/test/node");

    public static class WaferIsOpen implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wxsession.compat.wafer", "true");
        }
    }

    @BeforeAll
    static void theyAreInstalled() {
        assumeTrue(Files.isDirectory(CLIENTS.resolve("node_modules")),
                "skipped: the foreign clients are not installed, run 'npm ci' in " + CLIENTS);
    }

    private static String service() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    private static JsonObject node(String script, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(args));
        File errors = Files.createTempFile(Path.of("target"), "node-", ".log").toFile();
        Process process = new ProcessBuilder(command).directory(CLIENTS.toFile()).redirectError(errors).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> Assertions.contentOf(errors)).isZero();
        return new JsonObject(output);
    }

    @Test
    void joseVerifiesAnAccessTokenThroughTheKeySet() throws Exception {
        String token = logIn(Wechat.newPhone()).accessToken();
        JsonObject verified = node("jose.mjs", service() + "/.well-known/jwks.json", token);
        assertThat(verified.getJsonObject("payload")).isEqualTo(ForgedAccessTokens.claims(token));
        assertThat(verified.getJsonObject("protectedHeader").getString("alg")).isEqualTo("ES256");
    }

    @Test
    void theWaferClientLogsInAndComesBackByItselfWhenItsSessionHasEnded() throws Exception {
        JsonObject seen = node("wafer.mjs", service(), Wechat.url(), Wechat.newPhone(), TestEnvironment.APP);
        assertThat(seen.getJsonObject("user").getString("id")).startsWith("u_");
        assertThat(seen.getJsonObject("first").getInteger("statusCode")).isEqualTo(200);
        assertThat(seen.getJsonObject("recovered").getInteger("statusCode")).isEqualTo(200);
        assertThat(seen.getJsonObject("recovered").getJsonObject("data").getJsonObject("user").getString("id"))
                .isEqualTo(seen.getJsonObject("user").getString("id"));
        assertThat(seen.getInteger("logins")).isEqualTo(2);
    }
}
