package io.wxsession.backend;

import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.loginBody;
import static io.wxsession.testing.MiniProgram.sendLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** A ban outlives the user that it was for. */
@QuarkusTest
class BanTest extends ServiceTest {

    private static final String USERS = "/internal/v1/users/";
    private static final String BANS = "/internal/v1/bans";

    private final String phone = Wechat.newPhone();

    /** Who asks for an erasure. */
    enum ErasedBy {
        A_BACK_END {
            @Override
            void erase(String phone, String userId) {
                operator().delete(USERS + userId).then().statusCode(204);
            }
        },
        THE_PERSON_IN_WECHAT {
            @Override
            void erase(String phone, String userId) {
                Wechat.listensForEvents("http://127.0.0.1:" + RestAssured.port + "/wechat/events/" + TestEnvironment.APP,
                        TestEnvironment.PUSH_TOKEN, TestEnvironment.PUSH_AES_KEY);
                assertThat(Wechat.push(phone, Map.of("event", "user_authorization_cancellation")))
                        .isNotEmpty().allMatch(delivery -> delivery.status() == 200);
            }
        };

        abstract void erase(String phone, String userId);
    }

    private static RequestSpecification operator() {
        return TestServiceClient.OPERATOR.request();
    }

    private ValidatableResponse login() {
        return sendLogin(loginBody(Wechat.code(phone))).then();
    }

    private static Response lift(RequestSpecification client, String appId, String openid) {
        return client.queryParam("appId", appId).queryParam("openid", openid).delete(BANS);
    }

    private void liftBan() {
        lift(operator(), TestEnvironment.APP, Wechat.openid(phone)).then().statusCode(204);
    }

    private String bannedUser() {
        String id = logIn(phone).userId();
        operator().put(USERS + id + "/ban").then().statusCode(204);
        return id;
    }

    private void assertBanned() {
        login().statusCode(403).body("code", is("user_banned"));
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWasBannedDoesNotComeBackByBeingErasedUntilTheBanIsLifted(ErasedBy by) {
        String id = bannedUser();
        by.erase(phone, id);
        operator().get(USERS + id).then().statusCode(404);
        assertBanned();
        assertBanned();
        operator().queryParam("appId", TestEnvironment.APP).queryParam("openid", Wechat.openid(phone)).get("/internal/v1/users")
                .then().statusCode(404);
        liftBan();
        liftBan();
        login().statusCode(201);
    }

    @ParameterizedTest
    @EnumSource
    void whoWasNotBannedOrNotAnyMoreComesBack(ErasedBy by) {
        String id = bannedUser();
        operator().delete(USERS + id + "/ban").then().statusCode(204);
        by.erase(phone, id);
        login().statusCode(201);
    }

    @Test
    void ofABannedPersonWhoWasErasedRedisHoldsNoOpenid() {
        String id = bannedUser();
        operator().delete(USERS + id).then().statusCode(204);
        operator().delete(USERS + id).then().statusCode(204);
        String openid = Wechat.openid(phone);
        assertThat(RedisInspector.keys("*")).noneMatch(key -> (key + RedisInspector.dump(key)).contains(openid));
        assertBanned();
    }

    @Test
    void aUserThatABackEndCreatesAnewIsBannedLikeTheOneBefore() {
        operator().delete(USERS + bannedUser()).then().statusCode(204);
        Map<String, String> user = Map.of("appId", TestEnvironment.APP, "openid", Wechat.openid(phone));
        String created = operator().contentType(ContentType.JSON).body(user).post("/internal/v1/users").then().statusCode(201)
                .body("banned", is(true)).extract().path("id");
        assertBanned();
        operator().delete(USERS + created + "/ban").then().statusCode(204);
        login().statusCode(201);
        operator().delete(USERS + created).then().statusCode(204);
        login().statusCode(201);
    }

    @Test
    void aBanOfALivingUserCanBeLiftedByOpenidToo() {
        bannedUser();
        liftBan();
        login().statusCode(201);
    }

    @Test
    void liftingABanThatIsNotThereChangesNothing() {
        liftBan();
        login().statusCode(201);
    }

    @Test
    void aBanInOneAppIsNoneInAnother() {
        operator().delete(USERS + bannedUser()).then().statusCode(204);
        logIn(phone, TestEnvironment.OTHER_APP);
    }

    @Test
    void onlyAClientOfTheAppWithTheRoleLiftsABan() {
        operator().delete(USERS + bannedUser()).then().statusCode(204);
        String openid = Wechat.openid(phone);
        lift(TestServiceClient.LIMITED.request(), TestEnvironment.APP, openid).then().statusCode(404).body("code",
                is("not_found"));
        lift(TestServiceClient.TILL.request(), TestEnvironment.APP, openid).then().statusCode(403).body("code",
                is("forbidden"));
        lift(RestAssured.given(), TestEnvironment.APP, openid).then().statusCode(401).body("code", is("client_unauthorized"));
        assertBanned();
    }

    @Test
    void whatIsMissingOrUnknownIsSaid() {
        operator().queryParam("appId", TestEnvironment.APP).delete(BANS).then().statusCode(400)
                .body("violations[0].field", is("openid"));
        operator().queryParam("openid", "o").delete(BANS).then().statusCode(400).body("violations[0].field", is("appId"));
        lift(operator(), "wx0", "o").then().statusCode(400).body("code", is("unknown_app"));
    }
}
