package io.wxsession.login;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static io.wxsession.testing.TestEnvironment.UNION_APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** WeChat's id of a person over apps, which back ends learn and phones do not. */
@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class UnionidTest extends ServiceTest {

    private static final String USERS = "/internal/v1/users";

    private final String phone = Wechat.newPhone();
    private final String unionid = Wechat.unionid(phone);

    private static Response read(LoggedIn session) {
        return TestServiceClient.OPERATOR.request().get(USERS + "/" + session.userId());
    }

    private static JsonObject exported(LoggedIn session) {
        String export = TestServiceClient.OPERATOR.request().queryParam("appId", UNION_APP).get(USERS + "/export").then()
                .statusCode(200).extract().asString();
        return export.lines().map(JsonObject::new).filter(user -> user.getString("id").equals(session.userId())).findFirst()
                .orElseThrow();
    }

    private static Response verify(LoggedIn session) {
        return bearer(session.accessToken()).get("/auth/verify").then().statusCode(200).extract().response();
    }

    private static JsonObject assertion(LoggedIn session) {
        return ForgedAccessTokens.claims(verify(session).header("X-Wxs-Assertion"));
    }

    /** The same person in another mini-program of the team, brought along by a back end. */
    private String inAnotherApp() {
        return TestServiceClient.OPERATOR.request().contentType(ContentType.JSON)
                .body(Map.of("appId", TestEnvironment.APP, "openid", Wechat.openid(phone), "unionid", unionid))
                .post(USERS).then().statusCode(201).extract().path("id");
    }

    @Test
    void introspectionTellsIt() {
        TestServiceClient.GATEWAY.introspect(logIn(phone, UNION_APP).accessToken()).then().body("unionid", is(unionid));
        TestServiceClient.GATEWAY.introspect(logIn(phone).accessToken()).then().body("active", is(true))
                .body("", not(hasKey("unionid")));
    }

    @Test
    void forwardAuthTellsIt() {
        verify(logIn(phone, UNION_APP)).then().header("X-Wxs-Unionid", unionid);
        verify(logIn(phone)).then().header("X-Wxs-Unionid", "");
    }

    @Test
    void anAssertionTellsIt() {
        assertThat(assertion(logIn(phone, UNION_APP)).getString("unionid")).isEqualTo(unionid);
        assertThat(assertion(logIn(phone)).containsKey("unionid")).isFalse();
    }

    @Test
    void backEndsReadItWithTheUser() {
        LoggedIn session = logIn(phone, UNION_APP);
        read(session).then().statusCode(200).body("unionid", is(unionid));
        TestServiceClient.OPERATOR.request().queryParam("appId", UNION_APP)
                .queryParam("openid", Wechat.openid(phone, UNION_APP))
                .get(USERS).then().statusCode(200).body("id", is(session.userId())).body("unionid", is(unionid));
    }

    @Test
    void theExportHasIt() {
        assertThat(exported(logIn(phone, UNION_APP)).getString("unionid")).isEqualTo(unionid);
    }

    @Test
    void thePhoneNeverLearnsIt() {
        Response answer = sendLogin(Map.of("appId", UNION_APP, "code", Wechat.code(phone, UNION_APP)));
        LoggedIn session = LoggedIn.of(answer);
        String heard = answer.asString() + current(session.accessToken()).asString()
                + bearer(session.accessToken()).get("/v1/user").asString()
                + bearer(session.accessToken()).get("/v1/sessions").asString();
        assertThat(heard).contains(session.userId()).doesNotContain(unionid).doesNotContainIgnoringCase("unionid");
    }

    @Test
    void usersOfOnePersonAreKeptTogetherUnderANameThatDoesNotTellTheUnionid() {
        LoggedIn session = logIn(phone, UNION_APP);
        assertThat(RedisInspector.unionsOf(session.userId())).hasSize(1)
                .isEqualTo(RedisInspector.unionsOf(inAnotherApp()))
                .allSatisfy(key -> assertThat(key).doesNotContain(unionid));
    }

    @Test
    void anErasureTakesTheUserOutAndLeavesTheOther() {
        LoggedIn session = logIn(phone, UNION_APP);
        String other = inAnotherApp();
        TestServiceClient.OPERATOR.request().delete(USERS + "/" + session.userId()).then().statusCode(204);
        assertThat(RedisInspector.unionsOf(session.userId())).isEmpty();
        assertThat(RedisInspector.unionsOf(other)).hasSize(1);
        assertThat(RedisInspector.keys("wxs:*")).noneMatch(key -> RedisInspector.dump(key).contains(session.userId()));
    }

    @Test
    void anotherUnionidShowsInTheSessionsThatAreOpenAndWithTheUser() {
        LoggedIn before = logIn(phone, UNION_APP);
        String other = inAnotherApp();
        Wechat.faultOfNextExchange(UNION_APP, "with-unionid");
        LoggedIn after = logIn(phone, UNION_APP);
        assertThat(after.userId()).isEqualTo(before.userId());
        String changed = TestServiceClient.GATEWAY.introspect(after.accessToken()).path("unionid");
        assertThat(changed).isNotNull().isNotEqualTo(unionid);

        TestServiceClient.GATEWAY.introspect(before.accessToken()).then().body("active", is(true)).body("unionid", is(changed));
        verify(before).then().header("X-Wxs-Unionid", changed);
        assertThat(assertion(before).getString("unionid")).isEqualTo(changed);
        read(before).then().body("unionid", is(changed));
        assertThat(exported(before).getString("unionid")).isEqualTo(changed);
        assertThat(RedisInspector.unionsOf(before.userId())).hasSize(1)
                .doesNotContainAnyElementsOf(RedisInspector.unionsOf(other));
    }

    @Test
    void aUnionidThatWechatGivesNoMoreIsForgotten() {
        LoggedIn before = logIn(phone, UNION_APP);
        Wechat.faultOfNextExchange(UNION_APP, "without-unionid");
        logIn(phone, UNION_APP);
        TestServiceClient.GATEWAY.introspect(before.accessToken()).then().body("active", is(true)).body("",
                not(hasKey("unionid")));
        read(before).then().statusCode(200).body("", not(hasKey("unionid")));
        assertThat(exported(before).containsKey("unionid")).isFalse();
        assertThat(RedisInspector.unionsOf(before.userId())).isEmpty();
    }
}
