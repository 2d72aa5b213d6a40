package io.wxsession.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** Three replicas that find the access token gone at the same moment. */
class WechatAccessTokenCustodyIT extends PackagedTest {

    private static final int CALLERS = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

    @AfterEach
    void endThreads() {
        threads.shutdown();
    }

    @Test
    void threeReplicasWithThreeHundredCallersEachAskWechatOnce() {
        try (PackagedService one = start(unhurried());
                PackagedService two = start(unhurried());
                PackagedService three = start(unhurried())) {
            for (PackagedService replica : List.of(one, two, three)) {
                await().until(() -> ask(replica.port()).join().statusCode() == 200);
            }
            RedisInspector.command(Command.DEL, "wxs:at:" + TestEnvironment.APP);
            int before = Wechat.calls("/cgi-bin/stable_token");
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                for (PackagedService replica : List.of(one, two, three)) {
                    calls.add(ask(replica.port()));
                }
            }
            List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
            assertThat(answers).extracting(answer -> new JsonObject(answer.body()).getInteger("expiresIn"))
                    .allSatisfy(seconds -> assertThat(seconds).isBetween(7200 - 600, 7200));
            assertThat(answers.stream().map(answer -> new JsonObject(answer.body()).getString("accessToken")).distinct())
                    .hasSize(1);
            assertThat(Wechat.calls("/cgi-bin/stable_token")).isEqualTo(before + 1);
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(int port) {
        String credentials = Base64.getEncoder()
                .encodeToString((TestServiceClient.OPERATOR.id() + ':' + TestServiceClient.OPERATOR.secret()).getBytes());
        URI uri = URI.create("http://127.0.0.1:" + port + "/internal/v1/apps/" + TestEnvironment.APP + "/access-token");
        return http.sendAsync(HttpRequest.newBuilder(uri).header("Authorization", "Basic " + credentials).build(),
                BodyHandlers.ofString());
    }
}
