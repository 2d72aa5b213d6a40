package io.wxsession.security;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class CredentialCarriersTest extends ServiceTest {

    private static final String HANDLE = "AAAAAAAAAAAAAAAAAAAAAAAA";

    @ParameterizedTest
    @CsvSource({ "GET, /v1/sessions/current", "DELETE, /v1/sessions/current", "GET, /v1/sessions", "DELETE, /v1/sessions",
            "DELETE, /v1/sessions/" + HANDLE, "GET, /v1/user", "PUT, /v1/user/profile", "PUT, /v1/user/binding",
            "DELETE, /v1/user/binding", "POST, /v1/user/phone-number", "POST, /v1/decrypt", "POST, /v1/signature/verify" })
    void whatBelongsToASessionIsServedToItAlone(String method, String path) {
        given().contentType(ContentType.JSON).body("{}").request(method, path).then().statusCode(401)
                .body("code", is("token_missing"));
        bearer("nonsense").contentType(ContentType.JSON).body("{}").request(method, path).then().statusCode(401)
                .body("code", is("token_invalid"));
        TestServiceClient.OPERATOR.request().contentType(ContentType.JSON).body("{}").request(method, path).then()
                .statusCode(401);
    }

    @Test
    void aRequestWithoutCredentialIsToldThatOneIsMissing() {
        given().get("/v1/sessions/current").then().statusCode(401).contentType("application/problem+json")
                .header("WWW-Authenticate", is("Bearer realm=\"wxsession\""))
                .body("type", is("urn:wxsession:problem:token_missing")).body("code", is("token_missing"))
                .body("status", is(401)).body("action", is("relogin"));
    }

    @Test
    void aCredentialThatIsNotGoodIsChallengedWithTheReason() {
        LoggedIn session = logIn(Wechat.newPhone());
        current("nonsense").then().statusCode(401).header("WWW-Authenticate",
                is("Bearer realm=\"wxsession\", error=\"invalid_token\", error_description=\"token_invalid\""));
        current(ForgedAccessTokens.expired(session.accessToken())).then().statusCode(401).header("WWW-Authenticate",
                is("Bearer realm=\"wxsession\", error=\"invalid_token\", error_description=\"token_expired\""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Bearer ", "bearer ", "BEARER ", "Bearer    " })
    void theAuthorizationHeaderCarriesACredentialHoweverItsSchemeIsSpelt(String scheme) {
        LoggedIn session = logIn(Wechat.newPhone());
        given().header("Authorization", scheme + session.accessToken()).get("/v1/sessions/current").then().statusCode(200)
                .body("user.id", is(session.userId()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Bearer", "Bearer ", "Digest x", "Token x" })
    void anotherSchemeAndAnEmptyOneCarryNone(String authorization) {
        given().header("Authorization", authorization).get("/v1/sessions/current").then().statusCode(401)
                .body("code", is("token_missing"));
    }

    @Test
    void theSkeyHeaderCarriesACredentialToo() {
        LoggedIn session = logIn(Wechat.newPhone());
        given().header("X-WX-Skey", session.accessToken()).get("/v1/sessions/current").then().statusCode(200)
                .body("user.id", is(session.userId()));
    }

    @Test
    void theSameCredentialTwiceIsFine() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).header("X-WX-Skey", session.accessToken()).get("/v1/sessions/current").then()
                .statusCode(200).body("user.id", is(session.userId()));
    }

    @Test
    void twoDifferentCredentialsAreRefusedWhoeverTheyBelongTo() {
        String phone = Wechat.newPhone();
        LoggedIn one = logIn(phone);
        LoggedIn sameUser = logIn(phone);
        LoggedIn other = logIn(Wechat.newPhone());
        for (String second : new String[] { other.accessToken(), sameUser.accessToken(), "nonsense" }) {
            bearer(one.accessToken()).header("X-WX-Skey", second).get("/v1/sessions/current").then().statusCode(400)
                    .body("code", is("invalid_request")).body("violations.field", contains("Authorization"));
            given().header("Authorization", "Bearer " + one.accessToken(), "Bearer " + second).get("/v1/sessions/current")
                    .then().statusCode(400).body("code", is("invalid_request"));
            bearer(one.accessToken()).header("X-WX-Skey", second).delete("/v1/sessions/current").then().statusCode(400);
            bearer(one.accessToken()).header("X-WX-Skey", second).get("/auth/verify").then().statusCode(401);
        }
        current(one.accessToken()).then().statusCode(200);
    }

    @Test
    void theCookieIsNoCredentialUnlessConfigured() {
        LoggedIn session = logIn(Wechat.newPhone());
        given().cookie("wxs", session.accessToken()).get("/v1/sessions/current").then().statusCode(401).body("code",
                is("token_missing"));
    }

    @Test
    void neitherTheQueryNorAFormCarriesACredential() {
        LoggedIn session = logIn(Wechat.newPhone());
        given().queryParam("access_token", session.accessToken()).get("/v1/sessions/current").then().statusCode(401)
                .body("code", is("token_missing"));
        given().formParam("access_token", session.accessToken()).delete("/v1/sessions/current").then().statusCode(401)
                .body("code", is("token_missing"));
    }
}
