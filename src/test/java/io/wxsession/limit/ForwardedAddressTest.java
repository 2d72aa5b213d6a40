package io.wxsession.limit;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** The service behind a gateway that it trusts. */
@QuarkusTest
@TestProfile(ForwardedAddressTest.BehindAGateway.class)
class ForwardedAddressTest extends ServiceTest {

    public static class BehindAGateway implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Gateway.class));
        }
    }

    /** Outweighs what the test environment says, also for the packaged program. */
    public static class Gateway implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "true", "quarkus.http.proxy.trusted-proxies",
                    "10.9.9.9, 127.0.0.1", "wxsession.limits.login-failures-per-client", "2/1H");
        }

        @Override
        public int order() {
            return 1;
        }

        @Override
        public void stop() {
        }
    }

    @BeforeEach
    void nobodyWasCounted() {
        RedisInspector.keys("wxs:limit:*").forEach(key -> RedisInspector.command(Command.DEL, key));
    }

    private static Response login(String address, String code) {
        return given().header("X-Forwarded-For", address).contentType(ContentType.JSON).body(loginBody(code))
                .post("/v1/sessions");
    }

    private static void failTooOften(String address) {
        login(address, Wechat.newPhone() + "-no-code").then().statusCode(400);
        login(address, Wechat.newPhone() + "-no-code").then().statusCode(400);
        mustWait(address);
    }

    private static void mustWait(String address) {
        login(address, Wechat.code(Wechat.newPhone())).then().statusCode(429);
    }

    private static void mayLogIn(String address) {
        login(address, Wechat.code(Wechat.newPhone())).then().statusCode(201);
    }

    @Test
    void whoGuessesCodesStopsNobodyElseBehindTheSameGateway() {
        failTooOften("203.0.113.7");
        mayLogIn("203.0.113.8");
    }

    @Test
    void anIpv6CustomerIsOneClientWhateverAddressOfItsNetworkItTakes() {
        failTooOften("2001:db8:0:7::1");
        mustWait("2001:db8:0:7:ffff:ffff:ffff:ffff");
        mayLogIn("2001:db8:0:8::1");
    }

    @Test
    void anIpv4AddressInIpv6FormIsTheSameClient() {
        failTooOften("203.0.113.7");
        mustWait("::ffff:203.0.113.7");
        mayLogIn("::ffff:203.0.113.8");
    }

    @ParameterizedTest
    @ValueSource(strings = { "unknown", "_hidden", "gateway.example", "203.0.113.999" })
    void anAddressThatCannotBeReadIsTheGatewaysOwn(String unreadable) {
        failTooOften(unreadable);
        mustWait("127.0.0.1");
        mayLogIn("203.0.113.8");
    }

    @Test
    void whoComesWithoutAForwardedHeaderIsCountedByItsOwnAddress() {
        failTooOften("127.0.0.1");
        given().contentType(ContentType.JSON).body(loginBody(Wechat.code(Wechat.newPhone()))).post("/v1/sessions").then()
                .statusCode(429);
    }
}
