package io.wxsession.token;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static io.wxsession.testing.MiniProgram.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.wxsession.config.Secret;
import io.wxsession.sealing.KeyRing;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.SigningKeyFiles;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

/** The digests in a session's record save the verification of signatures, and they open nothing that a signature would not. */
@QuarkusTest
class AccessTokenDigestTest extends ServiceTest {

    private static final IssuerAndAudience OURS = new IssuerAndAudience("wxsession", "wxsession");

    private String phone;
    private LoggedIn session;
    private String handle;

    @BeforeEach
    void aSession() {
        phone = Wechat.newPhone();
        session = logIn(phone);
        handle = session.handle();
    }

    @Test
    void theRecordKeepsTheDigestsOfTheLastTwoAccessTokens() {
        Response second = refresh(session.refreshToken());
        Response third = refresh(second.path("refreshToken"));
        assertThat(kept()).isEqualTo(digest(third.path("accessToken")) + digest(second.path("accessToken")));
    }

    @Test
    void anAnswerThatIsGivenAgainNotesItsTokenToo() {
        String second = refresh(session.refreshToken()).path("accessToken");
        String again = refresh(session.refreshToken()).path("accessToken");
        assertThat(kept()).isEqualTo(digest(again) + digest(second));
    }

    @Test
    void aLogoutOfAnotherSessionOrAChangeOfTheUserLeavesTheDigests() {
        String before = kept();
        bearer(logIn(phone).accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        bearer(session.accessToken()).contentType("application/json").body("{\"nickName\":\"x\"}").put("/v1/user/profile")
                .then().statusCode(201);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void everyAccessTokenIsAcceptedWhileItLives() {
        Response second = refresh(session.refreshToken());
        Response third = refresh(second.path("refreshToken"));
        for (String token : List.of(session.accessToken(), second.path("accessToken"), third.path("accessToken"))) {
            current(token).then().statusCode(200);
        }
    }

    @Test
    void aTokenWithoutDigestIsVerifiedByItsSignature() {
        RedisInspector.changeSession(handle, record -> {
            record.remove("k");
            return record;
        });
        current(session.accessToken()).then().statusCode(200);
        assertRefused("token_invalid", withAnotherSignature(session.accessToken()));
    }

    @Test
    void forAForgedTokenItMakesNoDifferenceWhetherItsSessionIsThere() {
        String forged = withAnotherSignature(session.accessToken());
        Response alive = current(forged);
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
        Response ended = current(forged);
        RedisInspector.keys("wxs:{*}:t:" + handle).forEach(RedisInspector::delete);
        Response unknown = current(forged);
        for (Response answer : List.of(alive, ended, unknown)) {
            answer.then().statusCode(401).body("code", is("token_invalid"));
            assertThat(answer.asString()).isEqualTo(alive.asString());
            assertThat(headers(answer)).isEqualTo(headers(alive));
        }
    }

    private static List<String> headers(Response answer) {
        return answer.headers().asList().stream().filter(header -> !header.getName().equals("X-Request-Id"))
                .map(Object::toString).toList();
    }

    @Test
    void aGenuineTokenOfAnEndedSessionLearnsWhy() {
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked"));
    }

    /** Whatever is written to Redis without the sealing key. */
    @Test
    void whoeverCanWriteToRedisCannotMakeATokenValid() {
        String forged = withAnotherSignature(session.accessToken());
        String strangersKey = "t1:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";
        for (String written : List.of(digest(strangersKey, OURS, forged), kept(), "", "A".repeat(22), "A".repeat(21),
                forged, "\u4e2d".repeat(22))) {
            keep(written);
            assertRefused("token_invalid", forged);
        }
        keep(digest(forged));
        current(forged).then().statusCode(200);
    }

    @Test
    void theDigestOfAnotherSessionsTokenProvesNothing() {
        LoggedIn other = logIn(Wechat.newPhone());
        keep(digest(other.accessToken()));
        assertRefused("token_invalid", withAnotherSignature(session.accessToken()));
        current(other.accessToken()).then().statusCode(200).body("user.id", is(other.userId()));
    }

    @Test
    void anExpiredTokenIsExpiredInSpiteOfItsDigest() {
        String expired = ForgedAccessTokens.expired(session.accessToken());
        keep(digest(expired));
        assertRefused("token_expired", expired);
    }

    @Test
    void aTokenWhoseSigningKeyIsGoneIsInvalidInSpiteOfItsDigest() {
        String token = ForgedAccessTokens.sign(ForgedAccessTokens.header(session.accessToken()).put("kid", "gone"),
                ForgedAccessTokens.claims(session.accessToken()).encode(), SigningKeyFiles.ec().getPrivate());
        keep(digest(token));
        assertRefused("token_invalid", token);
    }

    @Test
    void aTokenOfAnotherIssuerOrAudienceIsInvalidInSpiteOfItsDigest() {
        String elsewhere = ForgedAccessTokens.signed(session.accessToken(), claims -> claims.put("iss", "elsewhere"));
        keep(digest(TestEnvironment.SEALING_KEY, new IssuerAndAudience("elsewhere", "wxsession"), elsewhere));
        assertRefused("token_invalid", elsewhere);
        String another = ForgedAccessTokens.signed(session.accessToken(), claims -> claims.put("aud", "another"));
        keep(digest(TestEnvironment.SEALING_KEY, new IssuerAndAudience("wxsession", "another"), another));
        assertRefused("token_invalid", another);
    }

    @Test
    void anotherSpellingOfATokenIsInvalid() {
        for (UnaryOperator<String> change : List.<UnaryOperator<String>> of(token -> token + "=", token -> token + ".x",
                token -> token.substring(0, token.length() - 1))) {
            assertRefused("token_invalid", change.apply(session.accessToken()));
        }
    }

    private void assertRefused(String code, String token) {
        current(token).then().statusCode(401).body("code", is(code));
        bearer(token).get("/auth/verify").then().statusCode(401);
        TestServiceClient.GATEWAY.introspect(token).then().statusCode(200).body("active", is(false));
        TestServiceClient.GATEWAY.revoke(token).then().statusCode(200);
        assertThat(RedisInspector.sessionLife(handle)).as("its session goes on").isPositive();
    }

    private static String withAnotherSignature(String token) {
        return ForgedAccessTokens.sign(ForgedAccessTokens.header(token), ForgedAccessTokens.claims(token).encode(),
                SigningKeyFiles.ec().getPrivate());
    }

    private String kept() {
        return RedisInspector.session(handle).getString("k");
    }

    private void keep(String digests) {
        RedisInspector.changeSession(handle, record -> record.put("k", digests));
    }

    private static String digest(String token) {
        return digest(TestEnvironment.SEALING_KEY, OURS, token);
    }

    private static String digest(String sealingKey, IssuerAndAudience issuerAndAudience, String token) {
        return new AccessTokenDigests(new KeyRing(List.of(new Secret(sealingKey))), issuerAndAudience).of(new Secret(token));
    }
}
