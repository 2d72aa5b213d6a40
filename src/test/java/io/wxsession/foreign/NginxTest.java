package io.wxsession.foreign;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(GatewayTest.WithAssertion.class)
class NginxTest extends GatewayTest {

    @BeforeAll
    static void nginxIsInstalled() {
        assumeTrue(Nginx.isInstalled(), "skipped: nginx is not installed");
    }

    @Override
    Nginx start(int servicePort, int backEndPort) {
        return Nginx.start(servicePort, backEndPort);
    }

    @Test
    void aHeaderWithoutAValueDoesNotReachTheBackEnd() {
        String token = logIn(Wechat.newPhone()).accessToken();
        gateway().header("Authorization", "Bearer " + token).header("X-Wxs-Account", "root").get("/api/x").then()
                .body("headers", not(hasKey("x-wxs-account")));
    }

    @Test
    void theBackEndSeesTheNormalisedPath() {
        String token = logIn(Wechat.newPhone()).accessToken();
        gateway().header("Authorization", "Bearer " + token).get("/api/a/%2e%2e/b//c").then().statusCode(200)
                .body("uri", is("/api/b/c"));
    }
}
