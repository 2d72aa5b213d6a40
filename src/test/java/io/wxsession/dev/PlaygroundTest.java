package io.wxsession.dev;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** The playground as it is in dev mode, in a real browser. */
@QuarkusTest
@TestProfile(PlaygroundTest.DevMode.class)
class PlaygroundTest {

    private static final int WIDE = 1440;
    private static Browser browser;

    public static class DevMode implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return "dev";
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Map.of("simulator.port", Integer.toString(free.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void aFreshPhone() {
        open(WIDE);
    }

    @AfterEach
    void allIsWell() {
        given().delete("/simulator/faults").then().statusCode(204);
        given().put("/playground/redis").then().statusCode(204);
        assertThat(browser.errors()).isEmpty();
    }

    private static void open(int width) {
        browser.open("http://127.0.0.1:" + RestAssured.port + "/playground/phone.css", width);
        browser.run("sessionStorage.clear()");
        browser.open("http://127.0.0.1:" + RestAssured.port + "/", width);
        browser.awaitCount(trace("GET", "/v1/user", 200), 1);
    }

    private static String trace(String method, String path, int status) {
        return "[data-trace][data-method='" + method + "'][data-path='" + path + "'][data-status='" + status + "']";
    }

    private static String event(String name) {
        return "[data-event='" + name + "']";
    }

    /** Brings something about and waits until it has happened. */
    private static void cause(String action) {
        browser.press(action);
        browser.awaitCount("[data-text='done." + action + "']", 1);
    }

    /** Asks the service who the phone's user is and waits for the answer. */
    private static String whoAmI() {
        int before = browser.count(trace("GET", "/v1/user", 200));
        browser.press("who-am-i");
        browser.awaitCount(trace("GET", "/v1/user", 200), before + 1);
        return browser.text("[data-user]");
    }

    @Test
    void thePhoneLogsInByItselfAndTheTraceShowsHow() {
        assertThat(browser.count(trace("POST", "/v1/sessions", 201))).isEqualTo(1);
        assertThat(browser.text("[data-user]")).contains("u_");
    }

    @Test
    void theFootOfThePageLeadsBehindTheScene() {
        String[] shortened = browser.text("[data-user]").split("…");
        String sessions = browser.run("return document.querySelector('footer a').href").toString();
        given().get(sessions).then().statusCode(200)
                .body("userId", hasItem(allOf(startsWith(shortened[0]), endsWith(shortened[1]))))
                .body("[0]", not(hasKey("openid")));
        for (String link : List.of("/simulator/calls", "/simulator/faults", "/q/dev-ui")) {
            assertThat(browser.count("footer a[href='" + link + "']")).isEqualTo(1);
        }
        given().get("/simulator/calls").then().statusCode(200);
        given().redirects().follow(false).get("/playground/openapi").then().statusCode(302)
                .header("Location", endsWith("/q/openapi?format=json"));
    }

    @Test
    void switchingTheAccountIsSeenAsSwitched() {
        String before = whoAmI();
        browser.press("switch-account");
        browser.awaitCount(event("switched"), 1);
        assertThat(whoAmI()).isNotEqualTo(before);
    }

    @Test
    void theSessionSurvivesABrokenWechat() {
        String before = whoAmI();
        browser.choose("#fault", "http-502");
        cause("rotate-key");
        cause("break-wechat");
        browser.press("restart");
        browser.awaitCount(trace("POST", "/v1/sessions", 503), 1);
        assertThat(whoAmI()).isEqualTo(before);
        assertThat(browser.count(event("ended"))).isZero();
    }

    @Test
    void anExpiredAccessTokenIsRefreshed() {
        String before = whoAmI();
        cause("expire-token");
        assertThat(whoAmI()).isEqualTo(before);
        browser.awaitCount(trace("GET", "/v1/user", 401), 1);
        assertThat(browser.count(trace("POST", "/v1/sessions/refresh", 200))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "expire-session", "revoke", "reuse-refresh" })
    void aSessionThatEndsIsFollowedByANewOne(String accident) {
        String before = whoAmI();
        cause(accident);
        assertThat(whoAmI()).isEqualTo(before);
        browser.awaitCount(event("ended"), 1);
        assertThat(browser.count(trace("POST", "/v1/sessions", 201))).isEqualTo(2);
    }

    @Test
    void theSessionOutlivesAStoppedRedis() {
        String before = whoAmI();
        browser.press("stop-redis");
        browser.awaitCount(trace("DELETE", "/playground/redis", 204), 1);
        browser.press("who-am-i");
        browser.awaitCount(trace("GET", "/v1/user", 503), 1);
        browser.press("start-redis");
        browser.awaitCount(trace("PUT", "/playground/redis", 204), 1);
        assertThat(whoAmI()).isEqualTo(before);
        assertThat(browser.count(event("ended"))).isZero();
    }

    @Test
    void bindingAndAnEventOfWechatAreSeen() {
        browser.press("bind");
        browser.awaitCount(trace("PUT", "/v1/user/binding", 200), 1);
        browser.press("revoke-event");
        browser.awaitCount("[data-trace][data-actor='wechat']", 1);
    }

    @Test
    void noSecretEverReachesThePage() {
        browser.press("register");
        browser.press("decrypt");
        browser.press("phone-number");
        browser.awaitCount(trace("POST", "/v1/decrypt", 200), 1);
        browser.awaitCount(trace("POST", "/v1/user/phone-number", 200), 1);
        Matcher signedIn = Pattern.compile("signed in to WeChat as (\\S+)").matcher(browser.text());
        assertThat(signedIn.find()).isTrue();
        String user = "/simulator/users/" + signedIn.group(1);
        browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        browser.awaitCount("[data-trace] details[open] pre", 1);
        String everything = browser.run("return document.documentElement.outerHTML + JSON.stringify(sessionStorage)")
                .toString();
        assertThat(everything).contains("purePhoneNumber")
                .doesNotContain(given().get(user).then().extract().<String> path("openid"),
                        given().get(user + "/session-key").then().extract().<String> path("sessionKey"))
                .doesNotContainPattern("(?i)\"(open_?id|union_?id|session_?key)\"");
    }

    @ParameterizedTest
    @ValueSource(ints = { 375, WIDE })
    void nothingIsWiderThanTheScreen(int width) {
        open(width);
        assertThat((Long) browser.run("return document.documentElement.scrollWidth - window.innerWidth"))
                .isLessThanOrEqualTo(0);
    }

    @Test
    void thePageSpeaksChineseToo() {
        browser.press("language");
        assertThat(browser.run("return document.documentElement.lang").toString()).startsWith("zh");
        assertThat(browser.text()).containsPattern("[\\u4e00-\\u9fff]{4}");
        browser.press("language");
        assertThat(browser.run("return document.documentElement.lang").toString()).startsWith("en");
    }
}
