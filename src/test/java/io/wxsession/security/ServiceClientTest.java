package io.wxsession.security;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.TestServiceClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.wxsession.testing.ApiDescription;
import io.wxsession.testing.MetricsPage;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class ServiceClientTest extends ServiceTest {

    private static final String CHALLENGE = "Basic realm=\"wxsession\", charset=\"UTF-8\"";
    private static final String SESSION = "/internal/v1/sessions/AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String USER = "/internal/v1/users/u_AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String IDS = "?appId=" + TestEnvironment.APP;

    /** An operation for service clients, and the role that it takes. */
    record Operation(String method, String path, String role) {

        Response as(RequestSpecification client) {
            if (path.startsWith("/oauth2")) {
                client.formParam("token", "x");
            } else if (method.startsWith("P")) {
                client.contentType(ContentType.JSON).body("{}");
            }
            return client.request(method, path);
        }
    }

    static List<Operation> operations() {
        return List.of(new Operation("POST", "/oauth2/introspect", "introspect"),
                new Operation("GET", SESSION + "/attributes/a", "sessions"),
                new Operation("PUT", SESSION + "/attributes/a", "sessions"),
                new Operation("DELETE", SESSION + "/attributes/a", "sessions"),
                new Operation("POST", SESSION + "/decrypt", "sessions"),
                new Operation("POST", SESSION + "/signature", "sessions"),
                new Operation("POST", SESSION + "/session-key/check", "sessions"),
                new Operation("POST", SESSION + "/session-key/reset", "sessions"),
                new Operation("POST", "/internal/v1/users", "users"),
                new Operation("GET", "/internal/v1/users" + IDS + "&openid=x", "users"),
                new Operation("GET", "/internal/v1/users/export" + IDS, "users"),
                new Operation("GET", USER, "users"), new Operation("DELETE", USER, "users"),
                new Operation("PUT", USER + "/binding", "users"), new Operation("DELETE", USER + "/binding", "users"),
                new Operation("PUT", USER + "/ban", "users"), new Operation("DELETE", USER + "/ban", "users"),
                new Operation("DELETE", USER + "/sessions", "users"),
                new Operation("DELETE", "/internal/v1/bans" + IDS + "&openid=x", "users"),
                new Operation("GET", "/internal/v1/stats" + IDS, "stats"),
                new Operation("GET", "/internal/v1/apps/" + TestEnvironment.APP + "/access-token", "access-token"));
    }

    private static RequestSpecification basic(String id, String secret) {
        return given().auth().preemptive().basic(id, secret);
    }

    private static Response attribute(RequestSpecification client) {
        return client.get(SESSION + "/attributes/a");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationTakesItsRole(Operation operation) {
        assertUnauthorized(operation, operation.as(given()));
        assertUnauthorized(operation, operation.as(bearer(logIn(Wechat.newPhone()).accessToken())));
        for (TestServiceClient client : TestServiceClient.values()) {
            int status = operation.as(client.request()).statusCode();
            if (client.may(operation.role())) {
                assertThat(status).as(client.name()).isNotIn(401, 403);
            } else {
                assertThat(status).as(client.name()).isEqualTo(403);
            }
        }
    }

    @Test
    void everyOperationForServiceClientsIsTried() {
        List<String> described = ApiDescription.KEPT.operations().stream()
                .filter(operation -> operation.contains(" /internal/") || operation.endsWith("/oauth2/introspect")).toList();
        assertThat(operations()).map(it -> ApiDescription.KEPT.operationOf(it.method(), it.path().replaceFirst("\\?.*", "")))
                .map(Optional::orElseThrow).containsExactlyInAnyOrderElementsOf(described);
    }

    private static void assertUnauthorized(Operation operation, Response answer) {
        boolean oauth = operation.path().startsWith("/oauth2");
        answer.then().statusCode(401).header("WWW-Authenticate", is(CHALLENGE))
                .body(oauth ? "error" : "code", is(oauth ? "invalid_client" : "client_unauthorized"));
    }

    @Test
    void aRoleThatIsMissingIsAProblem() {
        attribute(TestServiceClient.GATEWAY.request()).then().statusCode(403).contentType("application/problem+json")
                .body("code", is("forbidden"));
        TestServiceClient.TILL.introspect("x").then().statusCode(403).contentType("application/json")
                .body("error", is("unauthorized_client"));
    }

    @Test
    void whoIsUnknownAndWhoseSecretIsWrongAreToldTheSame() {
        String unknown = attribute(basic("nobody", TestServiceClient.OPERATOR.secret())).then().statusCode(401)
                .header("WWW-Authenticate", is(CHALLENGE)).contentType("application/problem+json")
                .body("code", is("client_unauthorized")).extract().asString();
        for (String wrong : List.of("wrong", "", TestServiceClient.OPERATOR.secret() + "x",
                TestServiceClient.GATEWAY.secret())) {
            assertThat(attribute(basic(TestServiceClient.OPERATOR.id(), wrong)).then().statusCode(401)
                    .header("WWW-Authenticate", is(CHALLENGE)).extract().asString()).isEqualTo(unknown);
        }
    }

    @Test
    void whoGuessesASecretIsSlowedDownAndTheClientIsNot() {
        String id = TestServiceClient.STATISTICIAN.id();
        for (int i = 0; i < 100; i++) {
            attribute(basic(id, "guess " + i)).then().statusCode(401);
        }
        attribute(basic(id, "guess")).then().statusCode(429).header("Retry-After", is("60")).body("code", is("rate_limited"));
        basic(id, "guess").formParam("token", "x").post("/oauth2/introspect").then().statusCode(429)
                .body("error", is("temporarily_unavailable"));
        attribute(basic("another", "guess")).then().statusCode(401);
        attribute(TestServiceClient.STATISTICIAN.request()).then().statusCode(403);
    }

    @Test
    void refusalsAreCountedForEachConfiguredClientAndTogetherForAllOthers() {
        MetricsPage before = MetricsPage.read();
        attribute(basic(TestServiceClient.GATEWAY.id(), "wrong"));
        attribute(basic(encoded(TestServiceClient.TILL.id()), "wrong"));
        attribute(basic("invented-1", "wrong"));
        attribute(basic("invented-2", "wrong"));
        for (String client : List.of(TestServiceClient.GATEWAY.id(), TestServiceClient.TILL.id())) {
            assertThat(failures(MetricsPage.read(), client) - failures(before, client)).as(client).isEqualTo(1);
        }
        assertThat(failures(MetricsPage.read(), "unknown") - failures(before, "unknown")).isEqualTo(2);
        assertThat(MetricsPage.read().toString()).doesNotContain("invented-1");
    }

    private static double failures(MetricsPage page, String client) {
        return page.sum("wxsession_service_client_failures_total", "client=\"" + client + '"');
    }

    static Stream<String> damaged() {
        return Stream.of("Basic", "Basic ", "Basic %%%", "Basic bm9jb2xvbg==", "Basic Og==", "Bearer x", "Digest x",
                "Basic Z2F0ZXdheTo=");
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void aDamagedCredentialIsRefusedLikeAWrongOne(String authorization) {
        given().header("Authorization", authorization).formParam("token", "x").post("/oauth2/introspect").then()
                .statusCode(401).header("WWW-Authenticate", is(CHALLENGE)).body("error", is("invalid_client"));
        attribute(given().header("Authorization", authorization)).then().statusCode(401)
                .header("WWW-Authenticate", is(CHALLENGE)).body("code", is("client_unauthorized"));
    }

    @Test
    void aSecretMayBeConfiguredAsItsHash() {
        TestServiceClient.LIMITED.introspect("x").then().statusCode(200).body("active", is(false));
        basic(TestServiceClient.LIMITED.id(), "limited-secretx").formParam("token", "x").post("/oauth2/introspect").then()
                .statusCode(401);
        basic(TestServiceClient.LIMITED.id(), "ee81a9128d7f7a7b5c328a7b5255b802fb4302f431f61539934ce3661ae792bd")
                .formParam("token", "x").post("/oauth2/introspect").then().statusCode(401);
    }

    @Test
    void nameAndSecretMayBeFormEncodedAsTheRfcAsks() {
        for (TestServiceClient client : List.of(TestServiceClient.GATEWAY, TestServiceClient.STATISTICIAN)) {
            int status = attribute(basic(encoded(client.id()), encoded(client.secret()))).statusCode();
            assertThat(status).as("known, but without the role").isEqualTo(403);
        }
        attribute(basic(encoded(TestServiceClient.TILL.id()), encoded(TestServiceClient.TILL.secret()))).then().statusCode(404);
    }

    @Test
    void nameAndSecretMayComeAsTheyAreEvenIfTheyLookEncoded() {
        for (TestServiceClient client : List.of(TestServiceClient.GATEWAY, TestServiceClient.STATISTICIAN)) {
            assertThat(attribute(basic(client.id(), client.secret())).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aNameEndsAtItsFirstColonUnlessItIsEncoded() {
        attribute(basic(TestServiceClient.TILL.id(), TestServiceClient.TILL.secret())).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-WX-Skey", "Cookie" })
    void aSessionBesideTheClientChangesNothing(String header) {
        LoggedIn session = logIn(Wechat.newPhone());
        String value = header.equals("Cookie") ? "wxs=" + session.accessToken() : session.accessToken();
        TestServiceClient.GATEWAY.request().header(header, value).formParam("token", session.accessToken())
                .post("/oauth2/introspect")
                .then().statusCode(200).body("active", is(true));
    }
}
