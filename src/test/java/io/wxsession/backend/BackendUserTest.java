package io.wxsession.backend;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.NetworkFaults;
import io.wxsession.testing.Parallel;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
class BackendUserTest extends ServiceTest {

    private static final String USERS = "/internal/v1/users";
    private static final String EXPORT = USERS + "/export";

    private static RequestSpecification operator() {
        return TestServiceClient.OPERATOR.request();
    }

    private static Response bring(String openid, String unionid, String accountId) {
        Map<String, String> body = new HashMap<>(Map.of("appId", TestEnvironment.APP));
        body.put("openid", openid);
        body.put("unionid", unionid);
        body.put("accountId", accountId);
        return operator().contentType(ContentType.JSON).body(body).post(USERS);
    }

    private static Response bind(String id, String accountId) {
        return operator().contentType(ContentType.JSON).body(Collections.singletonMap("accountId", accountId))
                .put(USERS + "/" + id + "/binding");
    }

    private static Response read(String id) {
        return operator().get(USERS + "/" + id);
    }

    private static String newName() {
        return Wechat.newPhone();
    }

    @Test
    void aBackEndReadsAUserWithEverythingThatIsKnown() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number").then().statusCode(200);
        read(session.userId()).then().statusCode(200).header("Cache-Control", "no-store")
                .body("id", is(session.userId())).body("appId", is(TestEnvironment.APP))
                .body("openid", is(Wechat.openid(phone)))
                .body("phoneNumber", is(Wechat.phoneNumber(phone))).body("registered", is(false)).body("bound", is(false))
                .body("banned", is(false)).body("", not(hasKey("account"))).body("", not(hasKey("unionid")));
    }

    @Test
    void aUserIsFoundByOpenidAndByAccount() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String account = newName();
        bind(session.userId(), account).then().statusCode(204);
        operator().queryParam("appId", TestEnvironment.APP).queryParam("openid", Wechat.openid(phone)).get(USERS).then()
                .statusCode(200)
                .contentType(startsWith("application/json")).body("id", is(session.userId()));
        operator().queryParam("appId", TestEnvironment.APP).queryParam("account", account).get(USERS).then().statusCode(200)
                .body("id", is(session.userId())).body("account", is(account)).body("bound", is(true));
        operator().queryParam("appId", TestEnvironment.APP).queryParam("account", newName()).get(USERS).then().statusCode(404)
                .body("code", is("not_found"));
        operator().queryParam("appId", TestEnvironment.APP).queryParam("openid", "nobody").get(USERS).then().statusCode(404);
        operator().queryParam("openid", "x").get(USERS).then().statusCode(400).body("violations.field", contains("appId"));
        operator().queryParam("appId", TestEnvironment.APP).get(USERS).then().statusCode(400)
                .body("code", is("invalid_request")).body("violations.field", contains("openid"));
    }

    @Test
    void usersAreBroughtAlongWithTheirAccountsBeforeTheyLogIn() {
        String openid = "o" + newName();
        String account = newName();
        String id = bring(openid, "union-" + openid, account).then().statusCode(201).body("bound", is(true))
                .body("account", is(account)).body("unionid", is("union-" + openid)).extract().path("id");
        bring(openid, null, account).then().statusCode(200).body("id", is(id));
        bring(openid, null, newName()).then().statusCode(409).body("code", is("binding_conflict"));
        bring("o" + newName(), null, account).then().statusCode(409);
    }

    @Test
    void manyWhoBringTheSameUserCreateOne() throws Exception {
        String openid = "o" + newName();
        List<String> answers = Parallel.times(40, () -> {
            Response answer = bring(openid, null, null);
            return answer.statusCode() + " " + answer.path("id");
        });
        assertThat(answers).filteredOn(answer -> answer.startsWith("201")).hasSize(1);
        assertThat(answers.stream().map(answer -> answer.substring(4)).distinct()).hasSize(1);
    }

    @Test
    void aUserWhoWasBroughtIsTheOneWhoLogsIn() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        operator().delete(USERS + "/" + session.userId()).then().statusCode(204);
        String id = bring(Wechat.openid(phone), null, newName()).then().statusCode(201).extract().path("id");
        LoggedIn again = logIn(phone);
        assertThat(again.userId()).isEqualTo(id);
        current(again.accessToken()).then().body("user.bound", is(true));
    }

    @Test
    void bindingAndUnbindingShowInLiveSessionsAtOnce() {
        LoggedIn session = logIn(Wechat.newPhone());
        String account = newName();
        bind(session.userId(), account).then().statusCode(204);
        bearer(session.accessToken()).get("/auth/verify").then().header("X-Wxs-Account", account);
        operator().delete(USERS + "/" + session.userId() + "/binding").then().statusCode(204);
        bearer(session.accessToken()).get("/auth/verify").then().header("X-Wxs-Account", "");
        operator().delete(USERS + "/" + session.userId() + "/binding").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "two words", "umläut", "new\nline" })
    void anIdOfAUserBroughtAlongMustBeVisibleAscii(String id) {
        bring(id, null, null).then().statusCode(400).body("violations.field", contains("openid"))
                .body("violations.message", contains("must be 1 to 128 visible ASCII characters"));
        bring("x".repeat(129), null, null).then().statusCode(400).body("violations.field", contains("openid"));
        bring(newName(), id, null).then().statusCode(400).body("violations.field", contains("unionid"));
        bring(newName(), null, id).then().statusCode(400).body("violations.field", contains("accountId"));
        bring(id, id, id).then().statusCode(400).body("violations.field", contains("accountId", "openid", "unionid"));
    }

    @Test
    void anOpenidAndAnAccountIdMustBeThere() {
        bring(null, null, null).then().statusCode(400).body("violations.field", contains("openid"))
                .body("violations.message", contains("is required"));
        operator().contentType(ContentType.JSON).body("{}").post(USERS).then().statusCode(400)
                .body("violations.field", contains("openid"));
        operator().contentType(ContentType.JSON).body("{\"openid\":5}").post(USERS).then().statusCode(400)
                .body("violations.field", contains("openid")).body("violations.message", contains("has the wrong type"));
        LoggedIn session = logIn(Wechat.newPhone());
        bind(session.userId(), null).then().statusCode(400).body("violations.field", contains("accountId"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "two words", "umläut", "new\nline" })
    void anAccountIdMustFitIntoAHeader(String account) {
        LoggedIn session = logIn(Wechat.newPhone());
        bind(session.userId(), account).then().statusCode(400).body("violations.field", contains("accountId"));
        bind(session.userId(), "x".repeat(129)).then().statusCode(400);
    }

    @Test
    void signingOutEverywhereEndsAllSessions() {
        String phone = Wechat.newPhone();
        LoggedIn one = logIn(phone);
        LoggedIn other = logIn(phone);
        operator().delete(USERS + "/" + one.userId() + "/sessions").then().statusCode(204);
        current(one.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        current(other.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        logIn(phone);
    }

    @Test
    void aBannedUserIsOutAndStaysOut() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        operator().put(USERS + "/" + session.userId() + "/ban").then().statusCode(204);
        current(session.accessToken()).then().statusCode(403).body("code", is("user_banned"));
        bearer(session.accessToken()).get("/auth/verify").then().statusCode(403).body("code", is("user_banned"));
        sendLogin(loginBody(Wechat.code(phone))).then().statusCode(403).body("code", is("user_banned"));
        read(session.userId()).then().body("banned", is(true));
        operator().delete(USERS + "/" + session.userId() + "/ban").then().statusCode(204);
        logIn(phone);
    }

    @Test
    void erasingLeavesNothingThatMentionsThePerson() {
        String phone = Wechat.newPhone();
        Wechat.fault("with-unionid", 1);
        LoggedIn session = logIn(phone);
        String account = newName();
        bind(session.userId(), account).then().statusCode(204);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("nickName", "erased-nick-" + phone))
                .put("/v1/user/profile").then().statusCode(201);
        bearer(session.accessToken()).contentType(ContentType.JSON).body(Map.of("code", Wechat.phoneCode(phone)))
                .post("/v1/user/phone-number").then().statusCode(200);
        String openid = Wechat.openid(phone);
        operator().delete(USERS + "/" + session.userId()).then().statusCode(204);
        operator().delete(USERS + "/" + session.userId()).then().statusCode(204);
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        read(session.userId()).then().statusCode(404);
        assertThat(RedisInspector.keys("*")).allSatisfy(key -> assertThat(key + " " + RedisInspector.dump(key))
                .doesNotContain(openid).doesNotContain(session.userId()).doesNotContain(account)
                .doesNotContain("erased-nick-" + phone));
        assertThat(logIn(phone).userId()).isNotEqualTo(session.userId());
    }

    @Test
    void anErasureThatWasInterruptedIsCompletedByRepeatingIt() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        String user = RedisInspector.keys("wxs:{*}:u:" + session.userId()).get(0);
        RedisInspector.command(Command.HSET, user, "erasing", "1");
        read(session.userId()).then().statusCode(404);
        operator().delete(USERS + "/" + session.userId()).then().statusCode(204);
        assertThat(RedisInspector.keys("wxs:{*}:u:" + session.userId())).isEmpty();
        assertThat(logIn(phone).userId()).isNotEqualTo(session.userId());
    }

    @Test
    void anErasureThatWasInterruptedIsCompletedByTheNextLoginOrByBringingTheUserAlong() {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        RedisInspector.command(Command.HSET, RedisInspector.keys("wxs:{*}:u:" + session.userId()).get(0), "erasing", "1");
        LoggedIn next = logIn(phone);
        assertThat(next.userId()).isNotEqualTo(session.userId());
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        RedisInspector.command(Command.HSET, RedisInspector.keys("wxs:{*}:u:" + next.userId()).get(0), "erasing", "1");
        bring(Wechat.openid(phone), null, null).then().statusCode(201);
        assertThat(RedisInspector.keys("wxs:{*}:u:" + session.userId())).isEmpty();
        assertThat(RedisInspector.keys("wxs:{*}:u:" + next.userId())).isEmpty();
    }

    @Test
    void allUsersAreExportedLineByLine() {
        String marker = newName();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            ids.add(bring("o" + marker + i, null, null).path("id"));
        }
        String export = operator().queryParam("appId", TestEnvironment.APP).get(EXPORT).then().statusCode(200)
                .contentType(startsWith("application/x-ndjson")).extract().asString();
        List<JsonObject> users = export.lines().map(JsonObject::new).filter(user -> user.getString("openid").contains(marker))
                .toList();
        assertThat(users).extracting(user -> user.getString("id")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(users.get(0).fieldNames()).containsExactlyInAnyOrder("id", "appId", "openid", "registered", "bound",
                "createdAt");
    }

    @Test
    void theExportAsksOnceForEachPartitionAndOnceForEachUser() {
        List<String> lines = new ArrayList<>();
        List<List<String>> commands = RedisInspector.commandsDuring(() -> lines.addAll(
                operator().queryParam("appId", TestEnvironment.APP).get(EXPORT).asString().lines().toList()));
        assertThat(commands).filteredOn(command -> command.get(0).equalsIgnoreCase("HVALS")).hasSize(1024);
        assertThat(commands).filteredOn(command -> command.get(0).equalsIgnoreCase("HMGET")).hasSize(lines.size());
    }

    @Test
    void theExportGoesOnWhereAPageEnded() {
        for (int i = 0; i < 7; i++) {
            bring("o" + newName(), null, null);
        }
        List<String> all = operator().queryParam("appId", TestEnvironment.APP).get(EXPORT).asString().lines()
                .map(line -> new JsonObject(line).getString("id")).toList();
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            List<JsonObject> lines = operator().queryParam("appId", TestEnvironment.APP).queryParam("limit", 3)
                    .queryParam("cursor", cursor).get(EXPORT).asString().lines().map(JsonObject::new).toList();
            lines.subList(0, lines.size() - 1).forEach(line -> paged.add(line.getString("id")));
            JsonObject last = lines.get(lines.size() - 1);
            assertThat(last.containsKey("cursor")).isTrue();
            cursor = last.getString("cursor");
        }
        assertThat(paged).isEqualTo(all);
        operator().queryParam("appId", TestEnvironment.APP).queryParam("cursor", "x").get(EXPORT).then().statusCode(400)
                .body("violations.field", contains("cursor"));
        operator().queryParam("appId", TestEnvironment.APP).queryParam("limit", "0").get(EXPORT).then().statusCode(400)
                .body("violations.field", contains("limit"));
    }

    @ParameterizedTest
    @CsvSource({ "GET, ''", "DELETE, ''", "DELETE, /binding", "DELETE, /sessions", "PUT, /ban", "DELETE, /ban" })
    void otherAppsUsersAreNotThereForALimitedClient(String method, String path) {
        LoggedIn session = logIn(Wechat.newPhone());
        TestServiceClient.LIMITED.request().request(method, USERS + "/" + session.userId() + path).then().statusCode(404)
                .body("code", is("not_found"));
        current(session.accessToken()).then().statusCode(200);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String id : List.of("x", "u_", "u_AAAAAAAAAAAAAAAAAAAAAAAA", "u_%00")) {
            operator().urlEncodingEnabled(false).get(USERS + "/" + id).then().statusCode(404).body("code", is("not_found"));
        }
        operator().put(USERS + "/u_AAAAAAAAAAAAAAAAAAAAAAAA/ban").then().statusCode(404);
        TestServiceClient.LIMITED.request().queryParam("appId", TestEnvironment.APP).queryParam("openid", "x").get(USERS).then()
                .statusCode(404);
        operator().queryParam("appId", "wx0").get(USERS).then().statusCode(400).body("code", is("unknown_app"));
    }

    @Test
    void onlyServiceClientsWithTheRoleMayAsk() {
        LoggedIn session = logIn(Wechat.newPhone());
        given().get(USERS + "/x").then().statusCode(401).header("WWW-Authenticate", startsWith("Basic"))
                .body("code", is("client_unauthorized"));
        bearer(session.accessToken()).get(USERS + "/" + session.userId()).then().statusCode(401)
                .body("code", is("client_unauthorized"));
        TestServiceClient.GATEWAY.request().get(USERS + "/" + session.userId()).then().statusCode(403).body("code",
                is("forbidden"));
        TestServiceClient.GATEWAY.request().get(USERS).then().statusCode(403);
    }

    @Test
    void anOutageIsNoAbsence() {
        LoggedIn session = logIn(Wechat.newPhone());
        NetworkFaults.REDIS.cut();
        read(session.userId()).then().statusCode(503).body("code", is("store_unavailable"));
    }
}
