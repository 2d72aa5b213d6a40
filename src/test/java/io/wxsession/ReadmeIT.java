package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

/** Runs the commands of README.md as they are printed, in a fresh checkout. */
class ReadmeIT extends PackagedTest {

    private static final Readme README = Readme.of("README.md");
    /** Maven may have to download what only development mode needs. */
    private static final Duration BUILT_WITHIN = Duration.ofMinutes(10);
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);

    /**
     * The build that runs this test has run the other tests and checked the format. The port of the debugger may be in use, and
     * nobody answers the question about statistics.
     */
    private static final String MAVEN_ARGS = "-B -ntp -DskipTests -Dformatter.skip -Dimpsort.skip -Ddebug=false"
            + " -Dquarkus.analytics.disabled=true";

    @TempDir
    static Path checkout;

    @BeforeAll
    static void checkOut() throws IOException {
        assumeTrue(Terminal.has("bash", "curl", "openssl"), "skipped: the README needs bash, curl and openssl");
        for (String part : List.of("pom.xml", "mvnw", ".mvn", "src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).filter(ReadmeIT::isSource).toList()) {
                    Path copy = checkout.resolve(file);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static boolean isSource(Path file) {
        return Stream.of("node_modules", "miniprogram_npm").noneMatch(built -> file.toString().contains(built));
    }

    /** Free ports, used instead of 8080, 9000 and 8089, which may be in use. */
    private record Ports(int service, int management, int simulator) {

        static Ports free() throws IOException {
            try (ServerSocket one = socket(); ServerSocket two = socket(); ServerSocket three = socket()) {
                return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
            }
        }

        private static ServerSocket socket() throws IOException {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }

        /** Everything that the environment adds to the printed commands. */
        Map<String, String> environment() {
            return new HashMap<>(Map.of("MAVEN_ARGS", MAVEN_ARGS,
                    "QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(service),
                    "QUARKUS_MANAGEMENT_HOST", "127.0.0.1", "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                    "SIMULATOR_PORT", Integer.toString(simulator)));
        }
    }

    @Test
    void developmentModeAndTheSessionInTheTerminal() throws Exception {
        List<String> first = Readme.commands(README.blockAfter("## Try it"));
        assertThat(first).containsExactly("./mvnw quarkus:dev", "./mvnw verify");
        Ports ports = Ports.free();
        try (Terminal service = Terminal.paste(first.get(0), checkout, ports.environment())) {
            service.await("Listening on", BUILT_WITHIN);
            service.await("WeChat is simulated on port " + ports.simulator(), ANSWERED_WITHIN);
            given().port(ports.service()).get("/").then().statusCode(200).contentType("text/html");

            String session = replace(README.blockAfter("Or paste this into another terminal:"),
                    "http://localhost:8080", "http://localhost:" + ports.service());
            try (Terminal another = Terminal.paste(session, checkout, curlTellsStatuses())) {
                assertSession(another.awaitEnd(ANSWERED_WITHIN), another.errors());
            }
        }
    }

    private static void assertSession(String printed, String statuses) {
        assertThat(statuses.lines()).as(printed).containsExactly("200", "201", "200", "200", "204", "401");
        List<JsonObject> answers = printed.lines().map(JsonObject::new).toList();
        assertThat(answers).hasSize(3);
        JsonObject login = answers.get(0);
        assertThat(login.getString("accessToken")).isNotBlank();
        assertThat(login.getString("refreshToken")).isNotBlank();
        assertThat(login.getString("previousSession")).isEqualTo("none");
        JsonObject current = answers.get(1);
        assertThat(current.getJsonObject("session").getString("handle")).isNotBlank();
        assertThat(current.getJsonObject("user")).isEqualTo(login.getJsonObject("user"));
        JsonObject afterLogout = answers.get(2);
        assertThat(afterLogout.getString("code")).isEqualTo("session_revoked");
        assertThat(afterLogout.getInteger("status")).isEqualTo(401);
    }

    /** A setting of curl that adds the status of each answer to the errors, which are otherwise empty. */
    private static Map<String, String> curlTellsStatuses() throws IOException {
        Path home = Files.createDirectories(checkout.resolve("target/curl"));
        Files.writeString(home.resolve(".curlrc"), "write-out = \"%{stderr}%{http_code}\\n\"\n");
        return Map.of("CURL_HOME", home.toString());
    }

    @Test
    void theFirstRunForReal() throws Exception {
        String commands = README.blockAfter("## Run it for real");
        commands = replace(commands, "redis://localhost:6379", settings.get("quarkus.redis.hosts"));
        commands = replace(commands, "APP_ID=wx…", "APP_ID=" + TestEnvironment.APP);
        commands = replace(commands, "APP_SECRET=…", "APP_SECRET=" + TestEnvironment.APP_SECRET);
        Ports ports = Ports.free();
        Map<String, String> environment = ports.environment();
        environment.put("QUARKUS_REST_CLIENT_WECHAT_URL", settings.get("quarkus.rest-client.wechat.url"));
        try (Terminal service = Terminal.paste(commands, checkout, environment)) {
            service.await("Listening on", BUILT_WITHIN);
            for (String path : List.of("/q/health/ready", "/q/health/live", "/q/health/started", "/q/metrics")) {
                given().port(ports.management()).get(path).then().statusCode(200);
            }
            RestAssured.port = ports.service();
            logIn(Wechat.newPhone());
        }
    }

    @Test
    void theChineseReadmePrintsTheSameCommands() {
        List<List<String>> english = README.blocks().stream().map(Readme::commands).toList();
        List<List<String>> chinese = Readme.of("README.zh-CN.md").blocks().stream().map(Readme::commands).toList();
        assertThat(chinese).hasSizeGreaterThanOrEqualTo(3);
        assertThat(english).containsSubsequence(chinese);
    }

    private static String replace(String commands, String printed, String here) {
        assertThat(commands).contains(printed);
        return commands.replace(printed, here);
    }
}
