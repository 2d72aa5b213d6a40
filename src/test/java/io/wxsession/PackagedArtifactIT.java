package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.RestAssured;
import io.wxsession.config.ConfigurationSource;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

class PackagedArtifactIT extends PackagedTest {

    @Test
    void itDoesNotStartWithoutWhatItNeedsAndSaysHowToMendIt() {
        assertRefused(Map.of(), "wxsession.token.keys-dir is not set", "openssl genpkey", "wxsession.sealing.keys is not set",
                "openssl rand -base64 32", "wxsession.apps is not set", "app-secret", "quarkus.redis.hosts", "redis://");
    }

    @Test
    void misspeltSettingsAreRefusedAndAllNamed() {
        Map<String, String> misspelt = Map.of("wxsession.sesion.idle-timeout", "1D", "wxsession.session.idle-timeuot", "1D",
                "wxsession.nonsense", "1", "wxsession.apps.demo.app-secrett", "x", "wxsession.clients.gateway.role",
                "introspect");
        assertRefused(with(misspelt), misspelt.keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({ "wxsession.apps.demo.app-secret,, is empty",
            "wxsession.apps.another.app-id, wx1, wxsession.apps.another.app-secret is missing: set it",
            "wxsession.sesion.idle-timeout, 1D, correct its name",
            "wxsession.limits.login-per-client, some/1M, write <count>/<duration>",
            "wxsession.session.idle-timeout, soon, write a duration",
            "quarkus.http.limits.max-connections, several, write a whole number",
            "quarkus.redis.client-type, clutser, standalone",
            "quarkus.redis.hosts, 10.1.2.3:6379, write a URL",
            "quarkus.redis.hosts, localhost:6379, write redis://redis:6379",
            "quarkus.redis.hosts, redis:6379, write redis://redis:6379",
            "quarkus.redis.hosts, redis://my_redis:6379, underscore",
            "quarkus.redis.tls.trust-certificate-pem.certs, absent.pem, name a file that this process may read",
            "wxsession.apps.demo.app-secret, 1…, copy it from",
            "wxsession.apps.demo.app-id, wx…, copy it from" })
    void aSettingThatCannotBeFollowedIsRefusedAndItsRemedyNamed(String setting, String value, String remedy) {
        String text = value == null ? "" : value;
        assertRefused(with(setting, text), setting.replace("another.app-id", "another.app-secret"), remedy);
    }

    @Test
    void aValueThatCannotBeReadIsNotQuoted() {
        String output = assertRefused(with("quarkus.redis.hosts", "user:pass word@redis:6379"), "quarkus.redis.hosts");
        assertThat(output).doesNotContain("pass word");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertRefused(PackagedService.start(settings, port), "quarkus.management.port is " + port, "quarkus.http.port is ");
        }
    }

    @Test
    void unsafeSettingsAreRefusedAndAllNamed() {
        Map<String, String> unsafe = Map.of("quarkus.rest-client.wechat.url", "http://api.weixin.qq.com",
                "wxsession.public-url", "http://login.example.com", "wxsession.clients.one.secret-sha256", "abc",
                "wxsession.clients.another.secret", "only-15-letters", "wxsession.forward-auth.audience", "wxsession",
                "wxsession.session.max-per-user", "0", "wxsession.refresh.reuse-window", "301S");
        assertRefused(with(unsafe), unsafe.keySet().toArray(String[]::new));
    }

    @Test
    void aSigningKeyThatIsNotThereIsRefused() {
        assertRefused(with("wxsession.token.signing-key", "absent.pem"), "wxsession.token.signing-key");
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.1.2.3 10.1.2.4", "10.2.0.0/16 # the gateway" })
    void trustedProxiesThatWouldTrustNobodyAreRefused(String proxies) {
        assertRefused(with("quarkus.http.proxy.trusted-proxies", proxies), "quarkus.http.proxy.trusted-proxies", proxies,
                "separate", "a line of its own");
    }

    @Test
    void aServiceClientWithoutASecretIsRefused() {
        assertRefused(with("wxsession.clients.another.roles", "introspect"), "wxsession.clients.another", ".secret-sha256");
    }

    @Test
    void anUnknownRoleIsRefused() {
        Map<String, String> unknown = with("wxsession.clients.gateway.secret", "secret-of-a-gateway");
        unknown.put("wxsession.clients.gateway.roles", "introspection");
        assertRefused(unknown, "wxsession.clients.gateway.roles", "introspect, sessions");
    }

    @ParameterizedTest
    @ValueSource(strings = { "k1:short", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=,k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" })
    void aMalformedSealingKeyIsRefusedWithoutBeingQuoted(String keys) {
        String output = assertRefused(with("wxsession.sealing.keys", keys), "wxsession.sealing.keys");
        assertThat(output).doesNotContain("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY");
    }

    @Test
    void aDirectoryWithoutUsableKeyIsRefused() throws IOException {
        Path empty = Files.createTempDirectory(Path.of("target"), "no-keys");
        assertRefused(with("wxsession.token.keys-dir", empty.toString()), "wxsession.token.keys-dir", "openssl genpkey");
    }

    @Test
    void everySettingOfTheContractIsKnown() {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.ofEntries(
                Map.entry("wxsession.apps.demo.push-token", "AAAAA"),
                Map.entry("wxsession.apps.demo.push-aes-key", "A".repeat(43)),
                Map.entry("wxsession.token.signing-key", "key-1.pem"), Map.entry("wxsession.token.activation-delay", "2M"),
                Map.entry("wxsession.token.issuer", "me"), Map.entry("wxsession.token.audience", "you"),
                Map.entry("wxsession.token.lifetime", "10M"), Map.entry("wxsession.public-url", "https://login.example.com"),
                Map.entry("wxsession.session.idle-timeout", "7D"), Map.entry("wxsession.session.absolute-lifetime", "30D"),
                Map.entry("wxsession.session.max-per-user", "5"), Map.entry("wxsession.refresh.reuse-window", "30S"),
                Map.entry("wxsession.clients.gateway.secret", "secret-of-a-gateway"),
                Map.entry("wxsession.clients.gateway.roles", "introspect"),
                Map.entry("wxsession.clients.other.secret-sha256", "0".repeat(64)),
                Map.entry("wxsession.clients.other.roles", "sessions,users"),
                Map.entry("wxsession.clients.other.apps", TestEnvironment.APP),
                Map.entry("wxsession.login.expose-openid", "true"), Map.entry("wxsession.carriers.cookie", "true"),
                Map.entry("wxsession.compat.wafer", "true"),
                Map.entry("wxsession.binding.verifier-url", "https://id.example.com/v"),
                Map.entry("wxsession.binding.verifier-secret", "s"), Map.entry("wxsession.forward-auth.expose-openid", "true"),
                Map.entry("wxsession.forward-auth.assertion", "true"), Map.entry("wxsession.forward-auth.audience", "b"),
                Map.entry("wxsession.limits.login-per-client", "0"),
                Map.entry("wxsession.limits.login-failures-per-client", "60/1M"),
                Map.entry("wxsession.limits.login-per-app", "6000/1M"),
                Map.entry("wxsession.apps.demo.app-secret-previous", "x"),
                Map.entry("wxsession.limits.phone-failures-per-user", "10/10M"),
                Map.entry("wxsession.limits.decrypt-failures-per-session", "10/1M"),
                Map.entry("wxsession.limits.binding-failures-per-user", "10/10M"),
                Map.entry("wxsession.decrypt.max-age", "5M")));
        assertThat(ConfigurationSource.keys()).filteredOn(key -> all.keySet().stream().noneMatch(key.asMatchPredicate()))
                .as("LiveSettingsIT knows these").map(Pattern::pattern)
                .containsExactlyInAnyOrder("wxsession.apps-dir", "wxsession.sealing.keys-dir");
        try (PackagedService service = start(all)) {
            String phone = Wechat.newPhone();
            sendLogin(loginBody(Wechat.code(phone))).then().statusCode(201).body("user.openid", is(Wechat.openid(phone)));
        }
    }

    @Test
    void nothingOfTheSimulatorOrThePlaygroundIsReachable() throws IOException {
        try (PackagedService service = start(settings)) {
            for (String path : List.of("/simulator", "/simulator/faults", "/simulator/calls", "/simulator/users/x",
                    "/sns/jscode2session", "/", "/playground/index.html", "/playground/client/index.js", "/playground/redis",
                    "/accounts/verify")) {
                given().get(path).then().statusCode(404);
            }
            for (String path : List.of("/simulator/phones/x/login", "/simulator/clock", "/simulator/users/x/rotate-key",
                    "/playground/expired-token", "/accounts/verify")) {
                given().post(path).then().statusCode(404);
            }
            given().put("/simulator/faults").then().statusCode(404);
            given().delete("/simulator").then().statusCode(404);
            given().delete("/playground/session").then().statusCode(404);
            given().delete("/playground/redis").then().statusCode(404);
        }
        if (Files.isDirectory(Path.of("target/quarkus-app/lib"))) {
            try (Stream<Path> libraries = Files.walk(Path.of("target/quarkus-app"))) {
                assertThat(libraries.map(Path::toString)).isNotEmpty().noneMatch(name -> name.contains("embedded-redis"));
            }
        }
    }

    @Test
    void itHasNoOpenApiDocument() throws IOException {
        try (PackagedService service = start(settings)) {
            given().port(service.managementPort()).get("/q/openapi").then().statusCode(404);
            assertThat(service.output()).doesNotContain("openapi");
        }
        if (Files.isDirectory(Path.of("target/quarkus-app/lib"))) {
            try (Stream<Path> libraries = Files.walk(Path.of("target/quarkus-app"))) {
                assertThat(libraries.map(Path::toString)).isNotEmpty()
                        .noneMatch(name -> name.contains("openapi") || name.contains("open-api"));
            }
        }
    }

    @Test
    void whileRedisIsDownItStartsButIsNotReady() {
        NetworkFaults.REDIS.cut();
        try (PackagedService service = start(settings)) {
            given().port(service.managementPort()).get("/q/health/live").then().statusCode(200);
            given().port(service.managementPort()).get("/q/health/ready").then().statusCode(503);
            NetworkFaults.REDIS.mend();
            await().untilAsserted(() -> given().port(service.managementPort()).get("/q/health/ready").then().statusCode(200));
            logIn(Wechat.newPhone());
        }
    }

    @Test
    void whenItIsAskedToEndItStopsInGoodOrderAndEndsWithoutAnError() {
        try (PackagedService service = start(settings)) {
            logIn(Wechat.newPhone());
            assertThat(service.terminate()).isZero();
            assertThat(service.output()).containsPattern("wxsession stopped in [0-9.]+s");
        }
    }

    /** The start waits, because it logs more to a file than a pipe takes that nobody empties. */
    @Test
    void whenItIsAskedToEndWhileItStartsItEndsAtOnceWithoutAnError() throws Exception {
        Path pipe = Files.createTempDirectory(Path.of("target"), "pipe").resolve("log");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Map<String, String> loud = with("quarkus.log.level", "ALL");
        loud.put("quarkus.log.file.enabled", "true");
        loud.put("quarkus.log.file.path", pipe.toString());
        try (PackagedService service = PackagedService.start(loud);
                InputStream logIsOpen = CompletableFuture.supplyAsync(() -> open(pipe)).get(1, TimeUnit.MINUTES)) {
            assertThat(service.terminate()).isZero();
            assertThat(service.output()).doesNotContain("Listening on");
        }
    }

    private static InputStream open(Path pipe) {
        try {
            return Files.newInputStream(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Users of the day are counted last, and that command is under way when connections are closed. */
    @Test
    void commandsThatAreUnderWayAtTheEndAreNoOutageOfRedis() {
        try (PackagedService service = start(unhurried())) {
            logIn(Wechat.newPhone());
            NetworkFaults.REDIS.stall();
            assertThat(service.terminate()).isZero();
            assertThat(service.output()).contains("wxsession stopped").doesNotContain("Redis cannot be used");
        }
    }

    @Test
    void aSessionOutlivesARestartAndIsSharedByReplicas() {
        LoggedIn session;
        try (PackagedService first = start(settings)) {
            session = logIn(Wechat.newPhone());
            first.terminate();
        }
        try (PackagedService one = start(settings); PackagedService two = start(settings)) {
            RestAssured.port = one.port();
            current(session.accessToken()).then().statusCode(200);
            bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
            RestAssured.port = two.port();
            current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        }
    }

    @Test
    void whatWasSealedUnderAKeyThatIsGoneIsAsIfItWereNotThere() {
        LoggedIn session;
        try (PackagedService before = start(settings)) {
            session = logIn(Wechat.newPhone());
        }
        String newKey = "t2:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";
        try (PackagedService both = start(with("wxsession.sealing.keys", newKey + "," + TestEnvironment.SEALING_KEY))) {
            String rotated = refresh(session.refreshToken()).then().statusCode(200).extract().path("refreshToken");
            refresh(rotated).then().statusCode(200);
        }
        try (PackagedService onlyNew = start(with("wxsession.sealing.keys", newKey))) {
            refresh(session.refreshToken()).then().statusCode(401).body("code", is("refresh_invalid"));
            current(session.accessToken()).then().statusCode(200);
        }
    }

    /** Prometheus sees no increase in a time series that begins with its first failure. */
    @Test
    void whatAlertsWatchIsThereAtZeroBeforeAnyRequest() {
        Map<String, String> withClient = with("wxsession.clients.gateway.secret", "secret-of-a-gateway");
        withClient.put("wxsession.clients.gateway.roles", "introspect");
        try (PackagedService service = start(withClient)) {
            MetricsPage page = MetricsPage.readAt(service.managementPort());
            for (String app : List.of(TestEnvironment.APP, TestEnvironment.OTHER_APP, TestEnvironment.UNION_APP)) {
                assertAtZero(page, "wxsession_logins_total", label("app", app), "outcome", "ok", "code_invalid", "code_used",
                        "login_blocked", "user_banned", "rate_limited", "internal_error", "wechat_misconfigured",
                        "wechat_unavailable", "store_unavailable");
                assertAtZero(page, "wxsession_wechat_requests_seconds_count", label("app", app), "outcome", "misconfigured",
                        "rate_limited");
                assertAtZero(page, "wxsession_wechat_breaker_open", "", "app", app);
            }
            assertAtZero(page, "wxsession_refreshes_total", "", "outcome", "ok", "refresh_invalid", "refresh_reused",
                    "session_expired", "session_revoked", "session_replaced", "session_kicked", "user_banned",
                    "internal_error", "store_unavailable");
            assertAtZero(page, "wxsession_service_client_failures_total", "", "client", "gateway", "unknown");
            assertAtZero(page, "wxsession_rate_limited_total", "", "limit", "login-app", "login-client", "login-failures",
                    "decrypt", "binding", "phone");
            assertAtZero(page, "wxsession_pushes_total", label("outcome", "refused"), "app", TestEnvironment.APP,
                    TestEnvironment.OTHER_APP);
            assertAtZero(page, "wxsession_redis_commands_seconds_count", "", "outcome", "unanswered", "refused");
            assertThat(page.count("wxsession_redis_deadline_misses_total")).isEqualTo(1);
            assertThat(page.count("wxsession_pushes_total")).as("only of apps with a push token").isEqualTo(2);
            assertThat(page.count("wxsession_wechat_requests_seconds_count")).as("few, since each has buckets")
                    .isEqualTo(3 * 4);
        }
    }

    private static void assertAtZero(MetricsPage page, String name, String label, String other, String... values) {
        assertThat(values).allSatisfy(value -> {
            assertThat(page.count(name, label, label(other, value))).as(name).isPositive();
            assertThat(page.sum(name, label, label(other, value))).as(name).isZero();
        });
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }

    @Test
    void withLoggingAtItsLoudestNoSecretIsSaid() {
        Map<String, String> loud = with("quarkus.log.level", "ALL");
        loud.putAll(new AllFeaturesProfile().getConfigOverrides());
        try (PackagedService service = start(loud)) {
            SecretTraffic traffic = new SecretTraffic();
            traffic.send();
            assertThat(service.output()).contains("DEBUG");
            assertThat(traffic.leaksIn(service.output())).isEmpty();
            String metrics = given().port(service.managementPort()).get("/q/metrics").asString();
            assertThat(metrics).contains("http_server_requests_seconds");
            assertThat(traffic.leaksIn(metrics)).isEmpty();
        }
    }

    private static String assertRefused(Map<String, String> settings, String... explanation) {
        return assertRefused(PackagedService.start(settings), explanation);
    }

    private static String assertRefused(PackagedService started, String... explanation) {
        try (PackagedService service = started) {
            assertThat(service.awaitEnd()).isNotZero();
            assertThat(service.output()).contains(explanation).as("a stack trace").doesNotContain("\n\tat ", "\"exception\":");
            assertThat(service.output().lines()).as("JSON, one object a line")
                    .allMatch(line -> line.startsWith("{\"timestamp\":"));
            return service.output();
        }
    }
}
