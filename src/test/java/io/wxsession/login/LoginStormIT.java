package io.wxsession.login;

import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonObject;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Wechat;

/**
 * More phones log in at once than the service calls WeChat in parallel. How quickly it does so is for the benchmark, so no deadline
 * counts here.
 */
class LoginStormIT extends PackagedTest {

    /** Three times as many as may call WeChat at once. */
    private static final int PHONES = 600;

    private final HttpClient phones = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void allPhonesAreLoggedInAndOthersAreServedMeanwhile() {
        try (PackagedService service = start(unhurried())) {
            LoggedIn someone = logIn(Wechat.newPhone());
            List<String> codes = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(PHONES).toList();
            Wechat.slowExchanges(0.3, PHONES);
            List<CompletableFuture<Integer>> logins = codes.stream().map(code -> logInWith(code, service.port())).toList();
            await().until(() -> Wechat.exchanges() > 1);
            current(someone.accessToken()).then().statusCode(200);
            assertThat(logins.stream().map(CompletableFuture::join)).hasSize(PHONES).containsOnly(201);
            assertThat(Wechat.exchanges()).isEqualTo(PHONES + 1);
        }
    }

    @Test
    void whatWaitsWhenWechatHangsFailsWithTheFirstAndIsNotSent() {
        Map<String, String> settings = unhurried();
        settings.put("quarkus.rest-client.wechat.read-timeout", "3000");
        try (PackagedService service = start(settings)) {
            logIn(Wechat.newPhone());
            List<String> codes = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(PHONES).toList();
            Wechat.fault("hang", PHONES);
            List<CompletableFuture<Integer>> logins = codes.stream().map(code -> logInWith(code, service.port())).toList();
            assertThat(logins.stream().map(CompletableFuture::join)).hasSize(PHONES).containsOnly(503);
            assertThat(Wechat.exchanges()).as("200 at a time, until 40 have failed").isLessThan(300);
        }
    }

    private CompletableFuture<Integer> logInWith(String code, int port) {
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject(loginBody(code)).encode())).build();
        return phones.sendAsync(login, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }
}
