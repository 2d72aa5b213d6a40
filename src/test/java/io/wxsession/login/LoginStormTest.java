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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** More phones log in at once than the service calls WeChat in parallel. */
@QuarkusTest
class LoginStormTest extends ServiceTest {

    /** Three times as many as may call WeChat at once. */
    private static final int PHONES = 1500;

    private final HttpClient phones = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void allPhonesAreLoggedInAndOthersAreServedMeanwhile() {
        LoggedIn someone = logIn(Wechat.newPhone());
        List<String> codes = Stream.generate(() -> Wechat.code(Wechat.newPhone())).limit(PHONES).toList();
        Wechat.slowExchanges(0.3, PHONES);
        List<CompletableFuture<Integer>> logins = codes.stream().map(this::logInWith).toList();
        await().until(() -> Wechat.exchanges() > 1);
        current(someone.accessToken()).then().statusCode(200);
        assertThat(logins).anyMatch(login -> !login.isDone());
        assertThat(logins.stream().map(CompletableFuture::join)).hasSize(PHONES).containsOnly(201);
        assertThat(Wechat.exchanges()).isEqualTo(PHONES + 1);
    }

    private CompletableFuture<Integer> logInWith(String code) {
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject(loginBody(code)).encode())).build();
        return phones.sendAsync(login, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }
}
