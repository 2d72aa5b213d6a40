package io.wxsession.token;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.SigningKeyFiles;
import io.wxsession.testing.Wechat;

/** Two replicas under load, whose directory of keys changes as an operator would change it. */
class KeyRotationIT extends PackagedTest {

    @Test
    void keysOfEveryKindRotateWithoutOneRefusedToken() throws Exception {
        Map<String, String> quick = unhurried();
        quick.put("wxsession.token.activation-delay", "6S");
        Path keys = Path.of(settings.get("wxsession.token.keys-dir"));
        try (PackagedService one = start(quick);
                PackagedService two = start(quick);
                RefreshingPhones load = RefreshingPhones.start(8, one.port(), two.port())) {
            List<PackagedService> replicas = List.of(one, two);
            String first = signer(one).getString("kid");
            SigningKeyFiles.write(keys.resolve("key-2.pem"), SigningKeyFiles.pair("RSA", 2048).getPrivate());
            awaitPublished(replicas, 2);
            assertThat(signer(one).getString("kid")).as("a new key is published before it signs").isEqualTo(first);
            awaitSigning(replicas, "RS256");
            SigningKeyFiles.write(keys.resolve("key-3.pem"), SigningKeyFiles.pair("Ed25519", 0).getPrivate());
            awaitPublished(replicas, 3);
            awaitSigning(replicas, "EdDSA");
            load.awaitEveryoneRefreshed();
            Files.delete(keys.resolve("key-1.pem"));
            Files.delete(keys.resolve("key-2.pem"));
            awaitPublished(replicas, 1);
            load.awaitEveryoneRefreshed();

            assertThat(replicas).allSatisfy(replica -> assertThat(replica.output()).as("each switch is logged")
                    .containsSubsequence("Tokens are signed with key-1.pem", "Tokens are signed with key-2.pem",
                            "Tokens are signed with key-3.pem"));
            assertThat(load.refusals()).isEmpty();
            assertThat(load.requests()).isGreaterThan(100);
            System.out.printf("Keys rotated twice under %d requests, none refused%n", load.requests());
        }
    }

    private static JsonObject signer(PackagedService replica) {
        RestAssured.port = replica.port();
        return ForgedAccessTokens.header(logIn(Wechat.newPhone()).accessToken());
    }

    /** A token that names an unknown key has the directory read again, so that the test need not wait for the minute. */
    private static void awaitPublished(List<PackagedService> replicas, int keys) {
        for (PackagedService replica : replicas) {
            RestAssured.port = replica.port();
            String token = logIn(Wechat.newPhone()).accessToken();
            String stranger = ForgedAccessTokens.sign(
                    ForgedAccessTokens.header(token).put("alg", "ES256").put("kid", "unknown"),
                    ForgedAccessTokens.claims(token).encode(), SigningKeyFiles.ec().getPrivate());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                current(stranger).then().statusCode(401).body("code", is("token_invalid"));
                given().get("/.well-known/jwks.json").then().body("keys", hasSize(keys));
            });
        }
    }

    private static void awaitSigning(List<PackagedService> replicas, String algorithm) {
        for (PackagedService replica : replicas) {
            await().atMost(Duration.ofSeconds(30)).until(() -> signer(replica).getString("alg").equals(algorithm));
        }
    }
}
