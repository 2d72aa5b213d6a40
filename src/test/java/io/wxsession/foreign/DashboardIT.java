package io.wxsession.foreign;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.refresh;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.http.ContentType;
import io.wxsession.foreign.Monitoring.Panel;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** A Prometheus reads the metrics of a service that is used, and has an answer for each panel of the dashboard. */
class DashboardIT extends PackagedTest {

    @TempDir
    Path directory;

    @Test
    void eachPanelHasDataAndTheMetricsAreWellFormed() throws IOException {
        assumeTrue(Prometheus.isInstalled(), "skipped: prometheus is not installed");
        Map<String, String> limited = new HashMap<>(unhurried());
        limited.put("wxsession.limits.login-failures-per-client", "1/1M");
        limited.put("wxsession.apps-dir", Files.createDirectory(directory.resolve("apps")).toString());
        try (PackagedService service = start(limited);
                Prometheus prometheus = Prometheus.scraping(service.managementPort())) {
            useEverything();
            for (Panel panel : Monitoring.panels()) {
                for (String query : panel.queries()) {
                    String now = query.replace("$__rate_interval", "15s").replace("$app", ".*");
                    await(panel.title() + ": " + now).atMost(30, TimeUnit.SECONDS)
                            .untilAsserted(() -> assertThat(prometheus.query(now)).isNotEmpty());
                }
            }
            for (var alert : Monitoring.alerts()) {
                assertThat(prometheus.query(alert.path("expr").asText()).isArray()).isTrue();
            }
            String page = given().accept("text/plain").port(service.managementPort()).get("/q/metrics").then().statusCode(200)
                    .extract().asString();
            Prometheus.Said checked = Prometheus.tool(directory, page, "check", "metrics");
            assertThat(checked.lines()).filteredOn(line -> line.contains("wxsession") || line.contains("error"))
                    .as(checked.text()).isEmpty();
        }
    }

    @Test
    void theFirstBurstOnAFreshServiceIsSeenByItsAlerts() {
        assumeTrue(Prometheus.isInstalled(), "skipped: prometheus is not installed");
        try (PackagedService service = start(unhurried());
                Prometheus prometheus = Prometheus.scraping(service.managementPort())) {
            await().atMost(30, TimeUnit.SECONDS).until(() -> !prometheus.query("wxsession_logins_total").isEmpty());
            Wechat.fault("40125", 1);
            sendLogin(loginBody(Wechat.code(Wechat.newPhone()))).then().statusCode(502);
            for (int i = 0; i < 25; i++) {
                given().auth().preemptive().basic("nobody", "a secret that is wrong").get("/internal/v1/stats").then()
                        .statusCode(401);
            }
            for (int i = 0; i < 8; i++) {
                forgedPush();
            }
            for (String alert : List.of("WxsessionWechatRefusesSettings", "WxsessionClientRefused",
                    "WxsessionPushesRefused")) {
                await(alert).atMost(30, TimeUnit.SECONDS)
                        .until(() -> !prometheus.query(Monitoring.expression(alert)).isEmpty());
            }
        }
    }

    private static void forgedPush() {
        given().contentType(ContentType.JSON).queryParam("signature", "x").queryParam("timestamp", "1").queryParam("nonce", "x")
                .body("{}").post("/wechat/events/" + TestEnvironment.APP).then().statusCode(401);
    }

    private static void useEverything() {
        LoggedIn session = logIn(Wechat.newPhone());
        current(session.accessToken()).then().statusCode(200);
        refresh(session.refreshToken()).then().statusCode(200);
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("encryptedData", "A".repeat(22) + "==", "iv", "A".repeat(22) + "==")).post("/v1/decrypt").then()
                .statusCode(422);
        bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("credentials", Map.of("name", "acct:monitored", "password", "wrong"))).put("/v1/user/binding")
                .then().statusCode(403);
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        TestServiceClient.OPERATOR.request().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token").then()
                .statusCode(200);
        given().auth().preemptive().basic("nobody", "a secret that is wrong").get("/internal/v1/stats").then().statusCode(401);
        forgedPush();
        sendLogin(loginBody("refused-code")).then().statusCode(400);
        sendLogin(loginBody("refused-code-2")).then().statusCode(429);
    }
}
