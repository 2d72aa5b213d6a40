package io.wxsession.oauth2;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class IntrospectionTest extends ServiceTest {

    private static final String INACTIVE = "{\"active\":false}";

    @Test
    void aLiveTokenIsDescribedToABackEnd() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        JsonObject claims = ForgedAccessTokens.claims(session.accessToken());
        TestServiceClient.GATEWAY.introspect(session.accessToken()).then().statusCode(200).header("Cache-Control", "no-store")
                .contentType(startsWith("application/json"))
                .body("active", is(true)).body("sub", is(session.userId())).body("client_id", is(TestEnvironment.APP))
                .body("iss", is("wxsession")).body("aud", is("wxsession"))
                .body("iat", is(claims.getInteger("iat"))).body("exp", is(claims.getInteger("exp")))
                .body("sid", is(session.handle())).body("openid", is(Wechat.openid(phone)))
                .body("keySet()",
                        containsInAnyOrder("active", "sub", "client_id", "iss", "aud", "iat", "exp", "sid", "openid"));
    }

    @Test
    void theSidOfTheTokenItselfIsNeverTold() {
        LoggedIn session = logIn(Wechat.newPhone());
        assertThat(TestServiceClient.GATEWAY.introspect(session.accessToken()).asString())
                .doesNotContain(ForgedAccessTokens.claims(session.accessToken()).getString("sid"));
    }

    static List<String> garbage() {
        return List.of("x", "x".repeat(20_000), "a.b.c", "äöü");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIsInactiveAndNoError(String token) {
        assertThat(TestServiceClient.GATEWAY.introspect(token).then().statusCode(200).extract().asString()).isEqualTo(INACTIVE);
    }

    @Test
    void whatIsNoLiveAccessTokenIsInactive() {
        LoggedIn session = logIn(Wechat.newPhone());
        assertThat(TestServiceClient.GATEWAY.introspect(session.refreshToken()).asString()).isEqualTo(INACTIVE);
        assertThat(TestServiceClient.GATEWAY.introspect(ForgedAccessTokens.expired(session.accessToken())).asString())
                .isEqualTo(INACTIVE);
        bearer(session.accessToken()).delete("/v1/sessions/current");
        assertThat(TestServiceClient.GATEWAY.introspect(session.accessToken()).asString()).isEqualTo(INACTIVE);
    }

    @Test
    void aClientLimitedToAnotherAppSeesNothing() {
        LoggedIn session = logIn(Wechat.newPhone());
        assertThat(TestServiceClient.LIMITED.introspect(session.accessToken()).asString()).isEqualTo(INACTIVE);
        String other = MiniProgram
                .sendLogin(Map.of("appId", TestEnvironment.OTHER_APP, "code",
                        Wechat.code(Wechat.newPhone(), TestEnvironment.OTHER_APP)))
                .path("accessToken");
        TestServiceClient.LIMITED.introspect(other).then().body("active", is(true)).body("client_id",
                is(TestEnvironment.OTHER_APP));
    }

    @Test
    void whoIsNoServiceClientMustProveItself() {
        given().formParam("token", "x").post("/oauth2/introspect").then().statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic ")).header("Cache-Control", "no-store")
                .contentType(startsWith("application/json")).body("error", is("invalid_client")).body("code", nullValue());
        given().auth().preemptive().basic("gateway", "wrong").formParam("token", "x").post("/oauth2/introspect").then()
                .statusCode(401).header("WWW-Authenticate", startsWith("Basic ")).body("error", is("invalid_client"));
        given().auth().preemptive().basic("nobody", "gateway").formParam("token", "x").post("/oauth2/introspect").then()
                .statusCode(401);
    }

    @Test
    void aClientWithoutTheRoleIsForbidden() {
        TestServiceClient.STATISTICIAN.introspect("x").then().statusCode(403).contentType(startsWith("application/json"))
                .body("error", is("unauthorized_client"));
    }

    @Test
    void aRequestMustHaveOneTokenInAForm() {
        TestServiceClient.GATEWAY.request().contentType("application/x-www-form-urlencoded").post("/oauth2/introspect").then()
                .statusCode(400).body("error", is("invalid_request")).body("error_description", notNullValue());
        TestServiceClient.GATEWAY.introspect("").then().statusCode(400).body("error", is("invalid_request"));
        TestServiceClient.GATEWAY.request().formParam("token", "a", "b").post("/oauth2/introspect").then().statusCode(400)
                .body("error", is("invalid_request"));
        TestServiceClient.GATEWAY.request().formParam("token", "a").formParam("token_type_hint", "x", "y")
                .post("/oauth2/introspect")
                .then()
                .statusCode(400).body("error", is("invalid_request"));
        TestServiceClient.GATEWAY.request().contentType("application/json").body("{\"token\":\"x\"}").post("/oauth2/introspect")
                .then()
                .statusCode(400).body("error", is("invalid_request"));
        TestServiceClient.GATEWAY.request().queryParam("token", "x").contentType("application/x-www-form-urlencoded")
                .post("/oauth2/introspect").then().statusCode(400).body("error", is("invalid_request"));
        TestServiceClient.GATEWAY.request().contentType("application/x-www-form-urlencoded").body("token=%zz")
                .post("/oauth2/introspect")
                .then().statusCode(400).body("error", is("invalid_request"));
        TestServiceClient.GATEWAY.request().get("/oauth2/introspect").then().statusCode(405).body("error",
                is("invalid_request"));
        TestServiceClient.GATEWAY.introspect("x".repeat(70_000)).then().statusCode(413).body("error", is("invalid_request"));
    }

    @Test
    void theTypeHintChangesNothing() {
        LoggedIn session = logIn(Wechat.newPhone());
        for (String hint : new String[] { "access_token", "refresh_token", "nonsense" }) {
            TestServiceClient.GATEWAY.request().formParam("token", session.accessToken()).formParam("token_type_hint", hint)
                    .post("/oauth2/introspect").then().body("active", equalTo(true));
        }
    }

    @Test
    void aStoreThatCannotBeReachedSaysNothingAboutAToken() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        TestServiceClient.GATEWAY.introspect(session.accessToken()).then().statusCode(503).header("Retry-After", notNullValue())
                .body("error", is("temporarily_unavailable"));
    }

    @Test
    void nimbusUnderstandsIt() throws Exception {
        TestServiceClient client = TestServiceClient.GATEWAY;
        LoggedIn session = logIn(Wechat.newPhone());
        TokenIntrospectionRequest request = new TokenIntrospectionRequest(
                URI.create("http://127.0.0.1:" + RestAssured.port + "/oauth2/introspect"),
                new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret())),
                new BearerAccessToken(session.accessToken()));
        TokenIntrospectionResponse response = TokenIntrospectionResponse.parse(request.toHTTPRequest().send());
        assertThat(response.indicatesSuccess()).isTrue();
        TokenIntrospectionSuccessResponse answer = response.toSuccessResponse();
        assertThat(answer.isActive()).isTrue();
        assertThat(answer.getSubject().getValue()).isEqualTo(session.userId());
        assertThat(answer.getClientID().getValue()).isEqualTo(TestEnvironment.APP);
        assertThat(answer.getExpirationTime()).isInTheFuture();
    }
}
