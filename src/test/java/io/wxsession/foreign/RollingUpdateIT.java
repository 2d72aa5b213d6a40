package io.wxsession.foreign;

import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.foreign.ConnectingClients.Outcome;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Wechat;
import io.wxsession.testing.redis.SessionLoad;

/** Replicas are stopped by SIGTERM, as Kubernetes does, and nobody notices. */
class RollingUpdateIT extends PackagedTest {

    private static final int PHONES = 20;
    private static final int CONNECTING_CLIENTS = 8;

    private final HttpClient phones = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void loginsUnderWayAreFinishedAndTheExitIsASuccess() {
        try (PackagedService service = start(unhurried())) {
            logIn(Wechat.newPhone());
            List<String> codes = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(PHONES).toList();
            Wechat.slowExchanges(2, PHONES);
            List<CompletableFuture<Integer>> logins = codes.stream().map(code -> logInWith(code, service.port())).toList();
            await().until(() -> Wechat.exchanges() == PHONES + 1);
            service.beginEnd();
            assertThat(logins.stream().map(CompletableFuture::join)).hasSize(PHONES).containsOnly(201);
            assertThat(service.awaitEnd()).isZero();
        }
    }

    @Test
    void aReplicaThatEndsIsNotReadyButServesAndEmptiesItsConnections() throws Exception {
        try (PackagedService service = start(with("quarkus.shutdown.delay", "20S"))) {
            await().until(() -> readiness(service) == 200);
            assertThat(phones.send(get(service, "/.well-known/jwks.json"), BodyHandlers.discarding()).headers().map())
                    .as("the connection is kept").doesNotContainKey("connection");
            service.beginEnd();
            await().until(() -> readiness(service) == 503);
            for (String path : List.of("/.well-known/jwks.json", "/auth/verify", "/v1/user", "/nowhere")) {
                var answer = phones.send(get(service, path), BodyHandlers.discarding());
                assertThat(answer.statusCode()).isLessThan(500);
                assertThat(answer.headers().firstValue("Connection")).as(path).hasValue("close");
            }
            service.kill();
        }
    }

    @Test
    void clientsThatGoOnConnectingAreServedOrRefusedAndDoNotHoldUpTheEnd() throws Exception {
        Map<String, String> settings = new HashMap<>(unhurried());
        settings.put("quarkus.shutdown.delay", "1S");
        try (PackagedService service = start(settings)) {
            String token = logIn(Wechat.newPhone()).accessToken();
            List<String> codes = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(PHONES).toList();
            Wechat.slowExchanges(3, PHONES);
            try (ConnectingClients clients = ConnectingClients.start(CONNECTING_CLIENTS, service.port(), token)) {
                List<CompletableFuture<Integer>> logins = codes.stream().map(code -> logInWith(code, service.port())).toList();
                await().until(() -> Wechat.exchanges() == PHONES + 1);
                service.beginEnd();
                assertThat(service.awaitEnd()).isZero();
                assertThat(logins.stream().map(CompletableFuture::join)).hasSize(PHONES).containsOnly(201);
                assertThat(clients.awaitRefusal()).allSatisfy(outcomes -> assertThat(outcomes)
                        .as("only who meets the moment in which the port closes is cut off")
                        .doesNotContainKey(Outcome.OTHER_STATUS).satisfies(it -> assertThat(it.getOrDefault(Outcome.CUT_OFF, 0))
                                .isLessThanOrEqualTo(1)));
            }
            assertThat(service.output()).doesNotContain("Timed out", "\"level\":\"ERROR\"", "\"exception\":");
        }
    }

    private static HttpRequest get(PackagedService service, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path)).build();
    }

    @Test
    void noRequestFailsWhileReplicasBehindNginxAreReplacedOneAfterTheOther() {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed");
        Map<String, String> settings = new HashMap<>(unhurried());
        settings.put("quarkus.shutdown.delay", "3S");
        PackagedService first = start(settings);
        PackagedService second = start(settings);
        try (Nginx gateway = Nginx.balancing(List.of(first.port(), second.port()));
                SessionLoad load = SessionLoad.startAt(gateway.port())) {
            load.awaitQuiet();
            load.strike(() -> assertThat(replace(first, second, gateway)).isZero());
            try (PackagedService third = start(settings)) {
                gateway.balance(List.of(second.port(), third.port()));
                assertThat(replace(second, third, gateway)).isZero();
                load.awaitAnswers(100);
                assertThat(load.end().bad()).isEmpty();
            }
        } finally {
            first.close();
            second.close();
        }
    }

    /** Stops a replica; the gateway leaves it out as soon as it is not ready. */
    private static int replace(PackagedService ends, PackagedService stays, Nginx gateway) {
        ends.beginEnd();
        await().until(() -> readiness(ends) == 503);
        gateway.balance(List.of(stays.port()));
        return ends.awaitEnd();
    }

    private static int readiness(PackagedService service) {
        return RestAssured.given().port(service.managementPort()).get("/q/health/ready").statusCode();
    }

    private CompletableFuture<Integer> logInWith(String code, int port) {
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject(loginBody(code)).encode())).build();
        return phones.sendAsync(login, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }
}
