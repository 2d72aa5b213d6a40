package io.wxsession;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ApiDescription;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class OpenApiTest extends ServiceTest {

    private static final Path KEPT = Path.of("src/site/resources/openapi.yaml");
    private static final Path CURRENT = Path.of("target/openapi.yaml");

    private static final String EVENTS = "/wechat/events/" + TestEnvironment.OTHER_APP;
    /** Public facts, and an envelope whose failures are 200 too. */
    private static final List<String> NEVER_FAIL = List.of("/.well-known/", "/v1/compat/wafer/login");

    /** Operations that were answered with success, and those that were answered with an error. */
    private final Set<String> succeeded = new HashSet<>();
    private final Set<String> failed = new HashSet<>();

    @BeforeEach
    void noteWhichOperationsAreAnswered() {
        RestAssured.filters((request, expected, context) -> {
            Response response = context.next(request, expected);
            ApiDescription.KEPT.operationOf(request)
                    .ifPresent(it -> (response.statusCode() < 300 ? succeeded : failed).add(it));
            return response;
        });
    }

    /** If it is meant to change: cp target/openapi.yaml src/site/resources/ */
    @Test
    void theDescriptionInTheRepositoryIsThatOfTheService() throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        String current = given().port(port).get("/q/openapi?format=yaml").then().statusCode(200).extract().asString();
        Files.writeString(CURRENT, current);
        assertThat(current).as("the API has changed; if it was meant to: cp %s %s", CURRENT, KEPT)
                .isEqualTo(Files.readString(KEPT));
    }

    /** {@link ServiceTest} holds each answer against the description; here each operation answers at least once. */
    @Test
    void everyOperationAnswersAsItIsDescribed() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        askAsPhone(phone, session);
        askAsBackEnd(phone, session);
        askAsWechat();
        assertThat(succeeded).containsExactlyInAnyOrderElementsOf(ApiDescription.KEPT.operations());
    }

    @Test
    void everyOperationFailsAsItIsDescribed() {
        for (String operation : ApiDescription.KEPT.operations()) {
            String method = operation.split(" ")[0];
            String path = operation.split(" ")[1].replaceAll("\\{[^}]+}", "unknown");
            given().contentType(path.startsWith("/oauth2") ? ContentType.URLENC : ContentType.JSON).request(method, path);
        }
        assertThat(failed).containsAll(ApiDescription.KEPT.operations().stream()
                .filter(operation -> NEVER_FAIL.stream().noneMatch(operation::contains)).toList());
    }

    private static Response send(RequestSpecification caller, String method, String path, Object body) {
        return caller.contentType(ContentType.JSON).body(body).request(method, path);
    }

    private static Map<String, String> encrypted(String phone, String kind) {
        JsonPath data = Wechat.encrypt(phone, kind);
        return Map.of("encryptedData", data.getString("encryptedData"), "iv", data.getString("iv"));
    }

    private static void askAsPhone(String phone, LoggedIn session) {
        String token = session.accessToken();
        given().get("/.well-known/jwks.json");
        given().get("/.well-known/oauth-authorization-server");
        bearer(token).get("/auth/verify");
        MiniProgram.refresh(session.refreshToken());
        MiniProgram.current(token);
        bearer(token).get("/v1/sessions");
        bearer(token).get("/v1/user");
        send(bearer(token), "PUT", "/v1/user/profile", Map.of("nickName", "n"));
        Map<String, String> credentials = Map.of("name", "account-of-" + phone, "password", "right");
        send(bearer(token), "PUT", "/v1/user/binding", Map.of("credentials", credentials));
        bearer(token).delete("/v1/user/binding");
        send(bearer(token), "POST", "/v1/user/phone-number", Map.of("code", Wechat.phoneCode(phone)));
        bearer(token).get("/v1/user");
        send(bearer(token), "POST", "/v1/decrypt", encrypted(phone, "userInfo"));
        send(bearer(token), "POST", "/v1/signature/verify", Map.of("rawData", "{}", "signature", "0".repeat(40)));
        for (String method : new String[] { "GET", "POST" }) {
            given().header("X-WX-Code", Wechat.code(Wechat.newPhone())).queryParam("appId", TestEnvironment.APP)
                    .request(method, "/v1/compat/wafer/login");
        }
        bearer(logIn(Wechat.newPhone()).accessToken()).delete("/v1/sessions/current");
        bearer(logIn(Wechat.newPhone()).accessToken()).delete("/v1/sessions");
        bearer(token).delete("/v1/sessions/" + logIn(phone).handle());
    }

    private static void askAsBackEnd(String phone, LoggedIn session) {
        String handle = "/internal/v1/sessions/" + session.handle();
        String users = "/internal/v1/users";
        TestServiceClient.GATEWAY.introspect(session.accessToken());
        TestServiceClient.GATEWAY.revoke("unknown");
        operate("PUT", handle + "/attributes/a", Map.of("value", "v"));
        operator().get(handle + "/attributes/a");
        operator().delete(handle + "/attributes/a");
        operate("POST", handle + "/decrypt", encrypted(phone, "userInfo"));
        operate("POST", handle + "/signature", Map.of("data", ""));
        operator().post(handle + "/session-key/check");
        operator().post(handle + "/session-key/reset");
        operator().queryParam("appId", TestEnvironment.APP).get("/internal/v1/stats");
        operator().get("/internal/v1/apps/" + TestEnvironment.APP + "/access-token");
        String id = operate("POST", users, Map.of("appId", TestEnvironment.APP, "openid", "o-" + phone)).path("id");
        operator().queryParam("appId", TestEnvironment.APP).queryParam("openid", "o-" + phone).get(users);
        operator().queryParam("appId", TestEnvironment.APP).get(users + "/export");
        operator().get(users + "/" + id);
        operate("PUT", users + "/" + id + "/binding", Map.of("accountId", "a-" + phone));
        operator().get(users + "/" + id);
        operator().delete(users + "/" + id + "/binding");
        operator().put(users + "/" + id + "/ban");
        operator().delete(users + "/" + id + "/ban");
        operator().delete(users + "/" + id + "/sessions");
        operator().delete(users + "/" + id);
        operator().queryParam("appId", TestEnvironment.APP).queryParam("openid", "o-" + phone).delete("/internal/v1/bans");
    }

    private static RequestSpecification operator() {
        return TestServiceClient.OPERATOR.request();
    }

    private static Response operate(String method, String path, Object body) {
        return send(operator(), method, path, body);
    }

    private static void askAsWechat() {
        asWechat().queryParam("echostr", "echo").get(EVENTS);
        asWechat().contentType(ContentType.JSON).body(Map.of("OpenID", "o-unknown", "AppID", TestEnvironment.OTHER_APP,
                "CreateTime", Instant.now().getEpochSecond(), "MsgType", "event", "Event", "user_info_modified")).post(EVENTS);
    }

    private static RequestSpecification asWechat() {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = Wechat.newPhone();
        String signed = Stream.of(TestEnvironment.PUSH_TOKEN, timestamp, nonce).sorted().collect(Collectors.joining());
        try {
            byte[] signature = MessageDigest.getInstance("SHA-1").digest(signed.getBytes(StandardCharsets.UTF_8));
            return given().queryParam("timestamp", timestamp).queryParam("nonce", nonce).queryParam("signature",
                    HexFormat.of().formatHex(signature));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
