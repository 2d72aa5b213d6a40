package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.wxsession.testing.ApiDescription;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.OtlpCollector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Trace;
import io.wxsession.testing.TracesProfile;
import io.wxsession.testing.Wechat;

/** What a collector of traces learns. */
@QuarkusTest
@TestProfile(TracesProfile.class)
class TracesTest extends ServiceTest {

    private static final Set<String> WECHAT_CALLS = Set.of("GET /sns/jscode2session", "POST /cgi-bin/stable_token",
            "POST /wxa/business/getuserphonenumber", "GET /wxa/checksession", "GET /wxa/resetusersessionkey");
    private static final Set<String> ATTRIBUTES = Set.of("http.request.method", "http.route", "http.response.status_code",
            "error.type", "wxsession.problem", "url.template", "server.address", "server.port", "db.system.name",
            "db.operation.name", "network.peer.address", "network.peer.port");

    private final Trace trace = Trace.begin();

    private Response logIn(String code) {
        return trace.request().contentType(ContentType.JSON).body(loginBody(code)).post("/v1/sessions");
    }

    private static List<String> names(List<Span> spans) {
        return spans.stream().map(Span::getName).toList();
    }

    private static String everythingReceived() {
        return new String(OtlpCollector.received(), ISO_8859_1);
    }

    @Test
    void aRequestAndWhatItAsksOfRedisAndWechatAreOneTrace() {
        logIn(Wechat.code(Wechat.newPhone())).then().statusCode(201);
        Span request = trace.awaitRequestWithChildren();
        assertThat(request.getName()).isEqualTo("POST /v1/sessions");
        assertThat(Trace.attributes(request)).isEqualTo(Map.of("http.request.method", "POST", "http.route", "/v1/sessions",
                "http.response.status_code", "201"));
        assertThat(names(trace.children())).contains("GET /sns/jscode2session", "EVALSHA", "SET");
        assertThat(trace.children()).filteredOn(child -> child.getName().equals("GET /sns/jscode2session")).singleElement()
                .satisfies(call -> assertThat(Trace.attributes(call)).containsEntry("url.template", "/sns/jscode2session")
                        .containsEntry("http.response.status_code", "200").containsKeys("server.address", "server.port"));
        assertThat(trace.children()).filteredOn(child -> child.getName().equals("EVALSHA")).first()
                .satisfies(command -> assertThat(Trace.attributes(command)).containsEntry("db.system.name", "redis")
                        .containsEntry("db.operation.name", "EVALSHA").containsKey("network.peer.port"));
    }

    @Test
    void noSecretLeavesAndEverythingThatDoesIsFromAClosedSet() {
        SecretTraffic traffic = new SecretTraffic();
        traffic.send();
        trace.request().get("/v1/user").then().statusCode(401);
        trace.awaitRequest();
        assertThat(traffic.leaksIn(everythingReceived())).isEmpty();

        Set<String> templates = new HashSet<>(Set.of("OTHER"));
        ApiDescription.KEPT.operations().forEach(operation -> templates.add(operation.split(" ")[1]));
        Set<String> seen = new HashSet<>();
        assertThat(OtlpCollector.spans()).hasSizeGreaterThan(200).allSatisfy(span -> {
            Map<String, String> attributes = Trace.attributes(span);
            seen.add(span.getName());
            assertThat(attributes.keySet()).isSubsetOf(ATTRIBUTES);
            assertThat(span.getEventsList()).isEmpty();
            assertThat(span.getLinksList()).isEmpty();
            assertThat(span.getTraceState()).isEmpty();
            assertThat(span.getStatus().getMessage()).isEmpty();
            if (attributes.containsKey("http.route")) {
                assertThat(templates).contains(attributes.get("http.route"));
                assertThat(span.getName())
                        .isEqualTo(attributes.get("http.request.method") + " " + attributes.get("http.route"));
            } else if (attributes.containsKey("db.operation.name")) {
                assertThat(span.getName()).isEqualTo(attributes.get("db.operation.name")).matches("[A-Z]+");
                assertThat(span.getParentSpanId().isEmpty()).as("a command of no request").isFalse();
            } else {
                assertThat(span.getName()).matches(name -> WECHAT_CALLS.contains(name) || name.equals("POST"));
            }
        });
        assertThat(seen).containsAll(WECHAT_CALLS).contains("POST", "GET /auth/verify", "PUT /v1/user/binding",
                "POST /wechat/events/{appId}", "GET /internal/v1/users/{id}", "POST /oauth2/introspect");
    }

    @Test
    void anInventedPathAndItsQueryAreNotNamed() {
        trace.request().queryParam("invented", "a-query-that-is-secret").get("/nowhere/a-path-that-is-secret").then()
                .statusCode(404);
        Span request = trace.awaitRequest();
        assertThat(request.getName()).isEqualTo("GET OTHER");
        assertThat(Trace.attributes(request)).containsEntry("http.response.status_code", "404");
        assertThat(everythingReceived()).doesNotContain("that-is-secret", "nowhere", "invented");
    }

    @Test
    void whatStrangersWriteBesidesTheTraceIdIsLeftOut() {
        trace.request().header("tracestate", "vendor=a-state-of-a-stranger").header("baggage", "openid=a-bag-of-a-stranger")
                .header("User-Agent", "a-phone-of-a-stranger").get("/v1/user").then().statusCode(401);
        trace.awaitRequest();
        assertThat(everythingReceived()).doesNotContain("of-a-stranger");
    }

    @Test
    void aRefusedRequestNamesItsProblem() {
        logIn("a-code-that-nobody-has").then().statusCode(400);
        assertThat(Trace.attributes(trace.awaitRequestWithChildren())).containsEntry("http.response.status_code", "400")
                .containsEntry("wxsession.problem", "code_invalid");
    }

    @Test
    void aCallOfWechatThatFailsNamesTheKindOfFailureAndNotItsMessage() {
        Wechat.fault("process-then-drop", 2);
        logIn(Wechat.code(Wechat.newPhone())).then().statusCode(503);
        Span request = trace.awaitRequestWithChildren();
        assertThat(Trace.attributes(request)).containsEntry("wxsession.problem", "wechat_unavailable");
        assertThat(trace.children()).filteredOn(child -> child.getName().equals("GET /sns/jscode2session")).isNotEmpty()
                .allSatisfy(call -> {
                    assertThat(call.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
                    assertThat(Trace.attributes(call).get("error.type")).matches("[\\w.$]+");
                    assertThat(call.getEventsList()).isEmpty();
                });
    }

    @Test
    void aRequestWithoutRedisNamesThatProblem() {
        NetworkFaults.REDIS.cut();
        logIn(Wechat.code(Wechat.newPhone())).then().statusCode(503);
        assertThat(Trace.attributes(trace.awaitRequest())).containsEntry("http.response.status_code", "503")
                .containsEntry("wxsession.problem", "store_unavailable");
    }

    @Test
    void aCollectorThatIsAwayCostsSpansAndNoRequest() {
        OtlpCollector.goesAway();
        try {
            logIn(Wechat.code(Wechat.newPhone())).then().statusCode(201);
        } finally {
            OtlpCollector.comesBack();
        }
        Trace later = Trace.begin();
        later.request().get("/v1/user").then().statusCode(401);
        later.awaitRequest();
    }

    @Test
    void aRequestThatItsGatewayDoesNotTraceIsNotTraced() {
        Trace untraced = Trace.begin();
        given().header("traceparent", untraced.header("00")).get("/v1/user").then().statusCode(401);
        trace.request().get("/v1/user").then().statusCode(401);
        trace.awaitRequest();
        assertThat(untraced.spans()).isEmpty();
    }
}
