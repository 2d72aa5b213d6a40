package io.wxsession.http.edge;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.wxsession.testing.RawHttp;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class RequestIdTest extends ServiceTest {

    private static final String HEADER = "X-Request-Id";

    @ParameterizedTest
    @CsvSource({ "GET, /v1/user, 401", "GET, /auth/verify, 401", "GET, /auth/verify/a/b, 401", "GET, /internal/v1/stats, 401",
            "POST, /oauth2/introspect, 401", "GET, /nowhere, 404", "PATCH, /v1/user, 405", "GET, /.well-known/jwks.json, 200" })
    void everyAnswerCarriesTheIdThatTheGatewayGave(String method, String path, int status) {
        given().header(HEADER, "a-B_c.9").request(method, path).then().statusCode(status).header(HEADER, is("a-B_c.9"));
    }

    @Test
    void aGoodAnswerCarriesItToo() {
        String token = logIn(Wechat.newPhone()).accessToken();
        bearer(token).header(HEADER, "mine").get("/v1/sessions/current").then().statusCode(200).header(HEADER, is("mine"));
        bearer(token).header(HEADER, "mine").get("/auth/verify").then().statusCode(200).header(HEADER, is("mine"));
        given().header(HEADER, "mine").contentType(ContentType.JSON).body(loginBody(Wechat.code(Wechat.newPhone())))
                .post("/v1/sessions").then().statusCode(201).header(HEADER, is("mine"));
    }

    @Test
    void withoutOneTheServiceMakesAnIdAndAnotherForEachRequest() {
        String first = given().get("/v1/user").then().header(HEADER, matchesRegex("[0-9a-f]{32}")).extract().header(HEADER);
        given().get("/v1/user").then().header(HEADER, matchesRegex("(?!" + first + ")[0-9a-f]{32}"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a b", "a\"b", "<script>", "ünïcode", "x,y" })
    void anIdThatIsNotWellFormedIsReplaced(String id) {
        given().header(HEADER, id).get("/v1/user").then().header(HEADER, matchesRegex("[0-9a-f]{32}"));
    }

    @Test
    void anIdHas64CharactersAtMost() {
        given().header(HEADER, "a".repeat(64)).get("/v1/user").then().header(HEADER, is("a".repeat(64)));
        given().header(HEADER, "a".repeat(65)).get("/v1/user").then().header(HEADER, matchesRegex("[0-9a-f]{32}"));
    }

    @Test
    void whatIsRefusedBeforeItsRouteIsKnownHasAnIdToo() {
        assertThat(RawHttp.post("/v1/%zz", "{}", true)).startsWith("HTTP/1.1 400")
                .containsPattern("(?i)x-request-id: [0-9a-f]{32}");
        assertThat(RawHttp.post("/v1/sessions", "x".repeat(70_000), true)).startsWith("HTTP/1.1 413")
                .containsPattern("(?i)x-request-id: [0-9a-f]{32}");
    }
}
