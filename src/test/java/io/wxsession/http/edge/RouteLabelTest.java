package io.wxsession.http.edge;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.wxsession.testing.ApiDescription;
import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.RawHttp;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** What strangers can write into the labels of metrics. */
@QuarkusTest
class RouteLabelTest extends ServiceTest {

    private static final Pattern LABEL = Pattern
            .compile("http_server_requests_seconds_count\\{[^}]*?uri=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(MetricsPage.read().toString());
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }

    private static Set<String> templatesAndOther() {
        Set<String> known = new TreeSet<>();
        ApiDescription.KEPT.operations().forEach(operation -> known.add(operation.split(" ")[1]));
        known.add("OTHER");
        return known;
    }

    @Test
    void inventedPathsBecomeNoLabelsAndLeaveRoomForRealOnes() {
        for (int i = 0; i < 150; i++) {
            RawHttp.post("/v1/%zz" + i, "{}", true);
            RawHttp.post("/invented/" + i, "x".repeat(70_000), true);
            given().get("/v1/sessions/" + i).then().statusCode(405);
            given().get("/internal/v1/users/" + i).then().statusCode(401);
            given().contentType("text/plain").body("x").put("/internal/v1/sessions/" + i + "/attributes/" + i);
            given().get("/nowhere/" + i).then().statusCode(404);
            given().get("/auth/verify/" + i).then().statusCode(401);
        }
        String token = logIn(Wechat.newPhone()).accessToken();
        bearer(token).get("/v1/user").then().statusCode(200);
        bearer(token).contentType(ContentType.JSON).body("{}").put("/v1/user/profile");
        assertThat(labels()).isSubsetOf(templatesAndOther())
                .contains("OTHER", "/v1/user", "/v1/user/profile", "/v1/sessions", "/v1/sessions/{handle}", "/auth/verify",
                        "/internal/v1/users/{id}");
    }
}
