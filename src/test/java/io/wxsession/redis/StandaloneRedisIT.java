package io.wxsession.redis;

import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.ServerCertificate;
import io.wxsession.testing.Wechat;
import io.wxsession.testing.redis.Answer;
import io.wxsession.testing.redis.FailureScenario;
import io.wxsession.testing.redis.RedisProcess;
import io.wxsession.testing.redis.RedisWire;
import io.wxsession.testing.redis.ResettingServer;
import io.wxsession.testing.redis.SessionLoad;

/** One Redis with TLS and users: what lets the service in, what keeps it out, and what it does meanwhile. */
class StandaloneRedisIT extends PackagedTest {

    private static final String PASSWORD = "redis-password:1";
    private static final String CONNECTED = "total_connections_received";

    private static RedisProcess redis;
    private static int tlsPort;
    private static ServerCertificate certificate;

    @BeforeAll
    static void startRedis() throws Exception {
        certificate = ServerCertificate.make();
        tlsPort = RedisProcess.freePort();
        redis = RedisProcess.server("tls-port " + tlsPort, "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.key(), "tls-ca-cert-file " + certificate.authority(), "tls-auth-clients no",
                "bind 127.0.0.1 -::1", "user wxsession on >" + PASSWORD + " " + RedisRights.RULES,
                // Loading takes 2 ms a key, and Redis answers after each 2 MB.
                "rdbcompression no", "key-load-delay 2000");
    }

    @AfterAll
    static void stopRedis() {
        FailureScenario.closeAll(redis);
    }

    private static Map<String, String> secured(String host) {
        Map<String, String> changed = FailureScenario.settings(settings,
                "rediss://" + host + ":" + tlsPort + "/3?user=wxsession");
        changed.put("quarkus.redis.password", PASSWORD);
        changed.put("quarkus.redis.tls.trust-certificate-pem", "true");
        changed.put("quarkus.redis.tls.trust-certificate-pem.certs", certificate.authority().toString());
        changed.put("quarkus.redis.tls.hostname-verification-algorithm", "HTTPS");
        changed.put("quarkus.redis.configure-client-name", "true");
        changed.put("quarkus.redis.client-name", "wxsession-test");
        changed.put("quarkus.vertx.event-loops-pool-size", "2");
        return changed;
    }

    @Test
    void aVerifiedHostAUserWithFewRightsADatabaseAndANameAllWork() {
        redis.tell("ACL", "LOG", "RESET");
        redis.tell("FLUSHALL");
        try (PackagedService service = start(secured("localhost"));
                SessionLoad load = SessionLoad.start(service)) {
            load.awaitQuiet();
            assertThat(redis.text("CLIENT", "LIST")).contains("name=wxsession-test ")
                    .containsPattern("name=wxsession-test .* db=3 .* user=wxsession ");
            new EveryUseOfRedis().make();
            assertThat(redis.info("keyspace")).containsOnlyKeys("db3");
            assertThat(redis.text("ACL", "LOG")).as("refused to the service").isEqualTo("[]");
            assertThat(load.end().bad()).isEmpty();
        }
    }

    @Test
    void aHostThatIsNotInTheCertificateIsNotTrusted() {
        try (PackagedService service = start(secured("127.0.0.1"))) {
            assertThat(sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).statusCode()).isEqualTo(503);
            assertThat(redis.text("CLIENT", "LIST")).doesNotContain("user=wxsession");
        }
    }

    @Test
    void aPasswordThatBecomesWrongIsNoStormAndIsForgivenOnceItIsRight() {
        try (PackagedService service = start(secured("localhost")); RedisWire observer = redis.connect()) {
            AtomicLong before = new AtomicLong();
            AtomicLong meanwhile = new AtomicLong();
            FailureScenario.under(SessionLoad.start(service)).strike(() -> {
                before.set(connections(observer));
                observer.send("ACL", "SETUSER", "wxsession", "resetpass", ">another");
                observer.send("CLIENT", "KILL", "USER", "wxsession");
            }).lasting(Duration.ofSeconds(5)).then(() -> {
                meanwhile.set(connections(observer) - before.get());
                observer.send("ACL", "SETUSER", "wxsession", "resetpass", ">" + PASSWORD);
            }).end("standalone/wrong password for 5 s").onlyFailed(Answer::isUnavailable).nothingIsLost();
            System.out.printf("[failure] standalone/wrong password for 5 s: %d connections%n", meanwhile.get());
            assertThat(meanwhile.get()).as("connections in 5 s").isBetween(2L, 30L);
        }
    }

    @Test
    void aServiceThatStartsWithAWrongPasswordComesToItselfOnceItIsRight() {
        redis.tell("ACL", "SETUSER", "wxsession", "resetpass", ">another");
        try (PackagedService service = start(secured("localhost"))) {
            assertThat(sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).statusCode()).isEqualTo(503);
            awaitRefusals(service, 3);
            double unanswered = commands(service, "unanswered");
            awaitRefusals(service, 20);
            assertThat(commands(service, "unanswered")).as("also between two attempts Redis is known to refuse")
                    .isEqualTo(unanswered);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                sendLogin(loginBody(Wechat.code(Wechat.newPhone())));
                return service.output().contains("WRONGPASS");
            });
            assertThat(service.output()).doesNotContain("a moment ago");
            redis.tell("ACL", "SETUSER", "wxsession", "resetpass", ">" + PASSWORD);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).statusCode() == 201);
        } finally {
            redis.tell("ACL", "SETUSER", "wxsession", "resetpass", ">" + PASSWORD);
        }
    }

    private static void awaitRefusals(PackagedService service, int count) {
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            sendLogin(loginBody(Wechat.code(Wechat.newPhone())));
            return commands(service, "refused") >= count;
        });
    }

    private static double commands(PackagedService service, String outcome) {
        return MetricsPage.readAt(service.managementPort()).sum("wxsession_redis_commands_seconds_count",
                "outcome=\"" + outcome + "\"");
    }

    @Test
    void aRedisThatLoadsItsDataIsAwaitedWithoutAStorm() {
        redis.tell("DEBUG", "POPULATE", "2000", "filler", "20000");
        AtomicLong connections = new AtomicLong();
        try (PackagedService service = start(secured("localhost"))) {
            FailureScenario.under(SessionLoad.start(service)).strike(() -> {
                redis.saveAndEnd();
                redis.start();
                assertThat(redis.info("persistence")).containsEntry("loading", "1");
            }).until(() -> redis.info("persistence").get("loading").equals("0") && noted(connections))
                    .end("standalone/restart with LOADING").onlyFailed(Answer::isUnavailable).nothingIsLost();
            System.out.printf("[failure] standalone/restart with LOADING: %d connections meanwhile%n", connections.get());
            assertThat(connections.get()).as("connections while it loaded").isLessThan(100);
        } finally {
            redis.tell("FLUSHALL");
        }
    }

    private static boolean noted(AtomicLong connections) {
        connections.set(Long.parseLong(redis.info("stats").get(CONNECTED)));
        return true;
    }

    private static long connections(RedisWire observer) {
        String stats = observer.text("INFO", "stats");
        return stats.lines().filter(line -> line.startsWith(CONNECTED)).mapToLong(
                line -> Long.parseLong(line.substring(line.indexOf(':') + 1))).findFirst().orElseThrow();
    }

    @Test
    void aRedisThatResetsConnectionsIsSaidInOneLineWithoutAStackTrace() throws IOException {
        try (ResettingServer resetting = ResettingServer.open();
                PackagedService service = start(FailureScenario.settings(settings, resetting.url()))) {
            await().until(() -> {
                sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(503);
                return resetting.resets() > 3;
            });
            assertThat(service.output()).contains("Redis cannot be used", "the connection failed")
                    .doesNotContain("io.vertx.redis", "\n\tat ", "\"exception\":");
        }
    }

    @ParameterizedTest
    @CsvSource({ "replicas,always", "replicas,share", "role,replica", "role,sentinel",
            "hosts,redis://somebody@127.0.0.1:6379" })
    void settingsThatWouldBeFollowedOtherwiseThanMeantAreRefused(String setting, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put("quarkus.redis." + setting, value);
        try (PackagedService service = PackagedService.start(changed)) {
            assertThat(service.awaitEnd()).isNotZero();
            assertThat(service.output()).contains("quarkus.redis." + setting);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "allkeys-lru", "volatile-ttl" })
    void aRedisThatEvictsKeysOrDoesNotKeepThemIsWarnedOf(String policy) {
        try (RedisProcess careless = RedisProcess.server("maxmemory-policy " + policy);
                PackagedService service = start(
                        FailureScenario.settings(settings, "redis://127.0.0.1:" + careless.port()))) {
            await().untilAsserted(
                    () -> assertThat(service.output()).contains("maxmemory-policy " + policy + ")", "set noeviction",
                            "set appendonly yes"));
        }
    }

    @Test
    void aRedisThatKeepsEverythingIsNotWarnedOf() {
        try (RedisProcess careful = RedisProcess.server("appendonly yes");
                PackagedService service = start(FailureScenario.settings(settings, "redis://127.0.0.1:" + careful.port()))) {
            sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(201);
            assertThat(service.output()).doesNotContain("maxmemory-policy", "appendonly");
        }
    }
}
