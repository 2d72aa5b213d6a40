package io.wxsession.foreign;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(GatewayTest.WithAssertion.class)
class CaddyTest extends GatewayTest {

    @BeforeAll
    static void caddyIsInstalled() {
        assumeTrue(Caddy.isInstalled(), "skipped: caddy is not installed");
    }

    @Override
    Caddy start(int servicePort, int backEndPort) {
        return Caddy.start(servicePort, backEndPort);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api//x", "/api/a/../x", "/api/%2E%2e/x", "/api/a%2Fb", "/api/a%5cb" })
    void aPathThatTheBackEndCouldUnderstandDifferentlyIsRefused(String path) {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(RawConnection.status(port(), "GET", path, Map.of("Authorization", "Bearer " + token))).isEqualTo(404);
    }

    @Test
    void aQueryMayHoldAnything() {
        String token = logIn(Wechat.newPhone()).accessToken();
        gateway().header("Authorization", "Bearer " + token).get("/api/x?back=https://example.com/../y").then().statusCode(200)
                .body("uri", is("/api/x?back=https://example.com/../y"));
    }

    @Test
    void theBackEndSeesThePhonesAddressAndNotWhatThePhoneSaysOfIt() {
        String token = logIn(Wechat.newPhone()).accessToken();
        gateway().header("Authorization", "Bearer " + token).header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "for=192.0.2.1").get("/api/x").then().statusCode(200)
                .body("headers.x-forwarded-for[0]", is("127.0.0.1")).body("headers.forwarded", nullValue());
    }
}
