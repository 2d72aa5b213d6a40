package io.wxsession.redis;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.UnixOperatingSystemMXBean;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.core.Vertx;
import io.wxsession.simulator.state.Fault;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.TcpLink;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;
import io.wxsession.testing.redis.Answer;
import io.wxsession.testing.redis.FailureScenario;
import io.wxsession.testing.redis.LoadReport;
import io.wxsession.testing.redis.RedisInvariants;
import io.wxsession.testing.redis.RedisProcess;
import io.wxsession.testing.redis.SessionLoad;

/**
 * Whatever befalls Redis, WeChat or the service itself under load: phones get what they ask for or are told to wait, and afterwards
 * everything in Redis is consistent.
 */
class FaultCampaignIT extends PackagedTest {

    private static final Duration LASTING = Duration.ofSeconds(3);
    /** Of the package libfaketime of Debian. */
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private static Vertx vertx;
    private static RedisProcess redis;
    private static TcpLink link;
    private static PackagedService service;

    @BeforeAll
    static void startService() {
        vertx = Vertx.vertx();
        redis = RedisProcess.server("appendonly yes", "appendfsync always");
        link = TcpLink.open(vertx, redis.port());
        service = start(behindTheLink());
    }

    @AfterAll
    static void stopService() {
        FailureScenario.closeAll(service, redis);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Another service may have been asked before. */
    @BeforeEach
    void askTheService() {
        RestAssured.port = service.port();
    }

    private static Map<String, String> behindTheLink() {
        Map<String, String> changed = FailureScenario.settings(settings, "redis://127.0.0.1:" + link.port());
        changed.put("quarkus.vertx.event-loops-pool-size", "2");
        return changed;
    }

    private static void assertConsistent() {
        assertThat(RedisInvariants.broken(redis)).isEmpty();
    }

    /** What can happen to a Redis that keeps its data. */
    enum RedisFault {
        /** It dies and starts again with what it has written. */
        KILLED((redis, link) -> redis.kill(), (redis, link) -> redis.start()),
        /** It hangs. */
        FROZEN((redis, link) -> redis.freeze(), (redis, link) -> redis.thaw()),
        /** Its memory is full, and it may evict nothing. */
        OUT_OF_MEMORY((redis, link) -> redis.tell("CONFIG", "SET", "maxmemory", "1"),
                (redis, link) -> redis.tell("CONFIG", "SET", "maxmemory", "0")),
        /** It has become a replica of a master that is not there. */
        READ_ONLY((redis, link) -> redis.tell("REPLICAOF", "127.0.0.1", "1"),
                (redis, link) -> redis.tell("REPLICAOF", "NO", "ONE")),
        /** It has forgotten the scripts. */
        WITHOUT_SCRIPTS((redis, link) -> redis.tell("SCRIPT", "FLUSH"), (redis, link) -> redis.tell("SCRIPT", "FLUSH")),
        /** The way to it is cut, in the middle of whatever was under way. */
        CUT_OFF((redis, link) -> link.cut(), (redis, link) -> link.mend()),
        /** It is two hundred milliseconds away. */
        FAR_AWAY((redis, link) -> link.lengthen(), (redis, link) -> link.mend());

        private final BiConsumer<RedisProcess, TcpLink> blow;
        private final BiConsumer<RedisProcess, TcpLink> remedy;

        RedisFault(BiConsumer<RedisProcess, TcpLink> blow, BiConsumer<RedisProcess, TcpLink> remedy) {
            this.blow = blow;
            this.remedy = remedy;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noPhoneLosesItsSessionWhateverBefallsRedis(RedisFault fault) {
        FailureScenario.under(SessionLoad.start(service)).strike(() -> fault.blow.accept(redis, link)).lasting(LASTING)
                .then(() -> fault.remedy.accept(redis, link)).end("campaign/redis " + fault)
                .onlyFailed(Answer::isUnavailable).nothingIsLost();
        assertConsistent();
    }

    @Test
    void aRedisThatComesBackEmptyCostsTheSessionsAndNothingElse() {
        try (SessionLoad load = SessionLoad.start(service)) {
            load.awaitQuiet();
            load.strike(() -> redis.tell("FLUSHALL"));
            load.awaitAnswers(200);
            LoadReport report = load.end();
            assertThat(report.count(answer -> !answer.isGood() && !answer.saysExpired())).as(report.toString()).isEmpty();
            assertConsistent();
            logIn(Wechat.newPhone());
        }
    }

    @Test
    void whateverWechatAnswersOnlyLoginsFail() throws Exception {
        Map<String, String> impatient = behindTheLink();
        impatient.put("quarkus.rest-client.wechat.read-timeout", "1000");
        try (PackagedService hurried = start(impatient); SessionLoad load = SessionLoad.start(hurried)) {
            load.awaitQuiet();
            load.strike(() -> {
            });
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (Fault fault : Fault.values()) {
                Wechat.fault(fault.word(), 1000);
                for (int status : Parallel.times(3, () -> sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).statusCode())) {
                    statuses.merge(status, 1, Integer::sum);
                }
                Wechat.endFaults();
            }
            System.out
                    .println("[failure] campaign/WeChat, " + Fault.values().length + " faults, logins by status: " + statuses);
            assertThat(statuses.keySet()).isSubsetOf(201, 503);
            load.awaitQuiet();
            LoadReport report = load.end();
            assertThat(report.count(answer -> !answer.isGood() && answer.request() != Answer.Kind.LOGIN)).as(report.toString())
                    .isEmpty();
            assertConsistent();
        }
    }

    @Test
    void aServiceThatDiesAmidLoginsAndRefreshesLeavesNothingBehind() {
        LoadReport report;
        try (PackagedService dying = start(behindTheLink()); SessionLoad load = SessionLoad.start(dying)) {
            load.awaitQuiet();
            Wechat.slowExchanges(0.5, 1000);
            load.awaitAnswers(100);
            load.strike(dying::kill);
            load.awaitAnswers(50);
            Wechat.endFaults();
            load.close();
            report = load.end();
        }
        assertThat(report.count(answer -> answer.request() == Answer.Kind.LOGIN && answer.status() == 0))
                .as("logins that were under way, of which the kill is to be proven").isNotEmpty();
        assertConsistent();
        RestAssured.port = service.port();
        logIn(Wechat.newPhone());
        assertConsistent();
    }

    @Test
    void aReplicaWhoseClockIsFiveMinutesAheadServesTheSessionsOfOthers() {
        assumeTrue(Files.exists(FAKETIME), "skipped: libfaketime is not installed");
        // Without its last setting the library ends waits of a JVM at once, which then spins.
        Map<String, String> ahead = Map.of("LD_PRELOAD", FAKETIME.toString(), "FAKETIME", "+300",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0");
        try (PackagedService wrong = PackagedService.start(behindTheLink(), ahead).awaitStarted();
                SessionLoad load = SessionLoad.start(service, wrong)) {
            load.awaitQuiet();
            load.strike(() -> {
            });
            load.awaitAnswers(300);
            LoadReport report = load.end();
            assertThat(report.bad()).as(report.toString()).isEmpty();
            assertConsistent();
        }
    }

    @Test
    void tenThousandIdleConnectionsAndHalfSentRequestsHinderNobody() throws IOException {
        long files = ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
        int connections = (int) Math.min(10_000, files / 2);
        List<SocketChannel> strangers = new ArrayList<>();
        try (SessionLoad load = SessionLoad.start(service)) {
            load.awaitQuiet();
            load.strike(() -> {
            });
            for (int i = 0; i < connections; i++) {
                SocketChannel stranger = SocketChannel
                        .open(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
                strangers.add(stranger);
                if (i % 10 == 0) {
                    stranger.write(US_ASCII.encode(
                            "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"));
                }
            }
            load.awaitAnswers(200);
            LoadReport report = load.end();
            assertThat(report.bad()).as(report.toString()).isEmpty();
            System.out.printf("[failure] campaign/%d idle connections: %s%n", connections, report);
            assertConsistent();
        } finally {
            for (SocketChannel stranger : strangers) {
                stranger.close();
            }
        }
    }

    static Stream<String> halfSentRequests() {
        String body = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 65000\r\n\r\n"
                + " ".repeat(64_000);
        String line = "GET /v1/sessions?" + "x".repeat(60_000) + " HTTP/1.1\r\nHost: x\r\n";
        return Stream.of(body, line + ("X-Y: " + "z".repeat(1000) + "\r\n").repeat(18));
    }

    @ParameterizedTest
    @MethodSource("halfSentRequests")
    void requestsThatAreNeverCompleteTakeNobodysMemory(String request) throws IOException {
        ByteBuffer half = US_ASCII.encode(request);
        List<SocketChannel> strangers = new ArrayList<>();
        try (PackagedService small = PackagedService.start(behindTheLink(), List.of("-Xmx128m")).awaitStarted();
                SessionLoad load = SessionLoad.start(small)) {
            load.awaitQuiet();
            load.strike(() -> {
            });
            for (int i = 0; i < 4000; i++) {
                SocketChannel stranger = SocketChannel
                        .open(new InetSocketAddress(InetAddress.getLoopbackAddress(), small.port()));
                strangers.add(stranger);
                sendUnlessClosed(stranger, half.duplicate());
            }
            load.awaitAnswers(200);
            LoadReport report = load.end();
            assertThat(report.bad()).as(report.toString()).isEmpty();
            assertThat(small.output()).doesNotContain("OutOfMemory");
            assertConsistent();
        } finally {
            for (SocketChannel stranger : strangers) {
                stranger.close();
            }
        }
    }

    /** The service may give it up before all is sent. */
    private static void sendUnlessClosed(SocketChannel connection, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                connection.write(bytes);
            }
        } catch (IOException closed) {
            assertThat(bytes.hasRemaining()).isTrue();
        }
    }

    @Test
    void theMarksOfEveryUseAreConsistent() {
        for (int i = 0; i < 30; i++) {
            LoggedIn session = logIn(Wechat.newPhone());
            bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "n"))
                    .put("/v1/user/profile").then().statusCode(201);
            String user = "/internal/v1/users/" + session.userId();
            TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body(Map.of("accountId", "a" + i))
                    .put(user + "/binding").then().statusCode(204);
            List<String> ends = List.of(user, user + "/binding", user + "/sessions");
            if (i % 4 < ends.size()) {
                TestServiceClient.OPERATOR.request().delete(ends.get(i % 4)).then().statusCode(204);
            }
        }
        assertConsistent();
    }
}
