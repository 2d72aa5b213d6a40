package io.wxsession.http;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.HexFormat;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.RawHttp;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class RequestBodyTest extends ServiceTest {

    private static final int LIMIT = 64 * 1024;

    private static String loginOf(int bytes) {
        String start = "{\"appId\":\"wx0\",\"code\":\"x\",\"more\":\"";
        String end = "\"}";
        return start + "x".repeat(bytes - start.length() - end.length()) + end;
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aBodyOf64KiBIsReadWhetherItsLengthIsAnnouncedOrNot(boolean announced) {
        assertThat(RawHttp.post("/v1/sessions", loginOf(LIMIT), announced)).startsWith("HTTP/1.1 400").contains("unknown_app");
    }

    @ParameterizedTest
    @CsvSource({ "1, true", "1, false", "5000, true", "5000, false" })
    void aBodyOver64KiBIsTooLargeWhetherItsLengthIsAnnouncedOrNot(int tooMany, boolean announced) {
        assertThat(RawHttp.post("/v1/sessions", loginOf(LIMIT + tooMany), announced))
                .startsWith("HTTP/1.1 413").contains("application/problem+json").contains("\"too_large\"");
        assertThat(Wechat.exchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "FEFF0000", "0000007B22", "FF", "EFBBBF", "00" })
    void bytesThatAreNoTextAreAnInvalidBody(String hex) {
        given().contentType("application/json").body(HexFormat.of().parseHex(hex)).post("/v1/sessions").then().statusCode(400)
                .body("code", is("invalid_request")).body("violations.field", contains("body"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "123", "1.5", "true", "[\"a\"]", "{}", "{\"a\":\"b\"}" })
    void whatIsNoTextIsNotTakenForOne(String value) {
        sendLogin("{\"code\":" + value + "}").then().statusCode(400).contentType("application/problem+json")
                .body("code", is("invalid_request")).body("violations.field", contains("code"));
        assertThat(Wechat.exchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "[1]", "\"text\"", "null", "7", "{\"code\":\"a\"", "{\"code\":\"a\"} {\"code\":\"b\"}",
            "{\"code\":\"a\"}]", "{'code':'a'}", "{\"code\":\"a\",}", "code=a", " " })
    void whatIsNotOneJsonObjectIsAnInvalidBody(String body) {
        sendLogin(body).then().statusCode(400).contentType("application/problem+json")
                .body("code", is("invalid_request")).body("violations.field", contains("body"));
        assertThat(Wechat.exchanges()).isZero();
    }

    @Test
    void aNameThatOccursTwiceIsRefusedForReadersWouldDisagree() {
        sendLogin("{\"appId\":\"wx0\",\"code\":\"a\",\"code\":\"b\"}").then().statusCode(400).body("code",
                is("invalid_request"));
    }

    @Test
    void aNameThatIsNotKnownIsIgnoredForClientsMayBeNewer() {
        Map<String, Object> body = loginBody(Wechat.code(Wechat.newPhone()));
        body.put("somethingNew", Map.of("a", 1));
        sendLogin(body).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "application/xml" })
    void aBodyInAnotherMediaTypeIsUnsupported(String mediaType) {
        given().contentType(mediaType).body("{\"code\":\"a\"}").post("/v1/sessions").then().statusCode(415)
                .contentType("application/problem+json").body("code", is("unsupported_media_type"));
    }

    @Test
    void headersOver20KiBAreTooLarge() {
        assertThat(RawConnection.status("GET", "/v1/sessions/current", Map.of("X-Large", "x".repeat(19_000)))).isEqualTo(401);
        assertThat(RawConnection.status("GET", "/v1/sessions/current", Map.of("X-Large", "x".repeat(21_000)))).isEqualTo(431);
    }
}
