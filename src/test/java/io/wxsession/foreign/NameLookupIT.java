package io.wxsession.foreign;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Wechat;

/** The name of WeChat cannot be looked up, or nobody says so for long. */
class NameLookupIT extends PackagedTest {

    private static final String NAME = "slow.wechat.invalid";

    /** Put before the C library, it answers a lookup of that name after twenty seconds. */
    private static final String SLOW_LOOKUP = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <netdb.h>
            #include <string.h>
            #include <unistd.h>
            int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
              int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = dlsym(RTLD_NEXT, "getaddrinfo");
              if (name && strcmp(name, "%s") == 0) {
                sleep(20);
                return EAI_AGAIN;
              }
              return next(name, service, hints, found);
            }
            """
            .formatted(NAME);

    @TempDir
    Path directory;

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(unhurried());
        settings.put("quarkus.rest-client.wechat.url", "https://" + NAME);
        settings.put("quarkus.rest-client.wechat.read-timeout", "3000");
        return settings;
    }

    private Path slowLookup() throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("lookup.c"), SLOW_LOOKUP);
        Path library = directory.resolve("lookup.so");
        Process compiler = new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                .redirectErrorStream(true).start();
        String output = new String(compiler.getInputStream().readAllBytes(), UTF_8);
        assertThat(compiler.waitFor()).as(output).isZero();
        return library;
    }

    @Test
    void aLookupThatHangsBlocksNoEventLoop() throws Exception {
        try (PackagedService service = PackagedService.start(settings(), Map.of("LD_PRELOAD", slowLookup().toString()))
                .awaitStarted()) {
            RestAssured.port = service.port();
            CompletableFuture<Response> login = CompletableFuture.supplyAsync(() -> sendLogin(loginBody("a-code")));
            login.join().then().statusCode(503).body("code", is("wechat_unavailable"));
            // New connections go to each event loop in turn.
            for (int i = 0; i < 4; i++) {
                given().header("Connection", "close").get("/.well-known/jwks.json").then().statusCode(200);
            }
            assertThat(service.output()).contains("WeChat is not available").doesNotContain("has been blocked");
        }
    }

    @Test
    void aCodeThatCouldNotBeSentMayComeAgain() {
        String code = Wechat.code(Wechat.newPhone());
        try (PackagedService service = start(settings())) {
            sendLogin(loginBody(code)).then().statusCode(503).body("code", is("wechat_unavailable"));
        }
        try (PackagedService another = start(unhurried())) {
            sendLogin(loginBody(code)).then().statusCode(201);
        }
    }
}
