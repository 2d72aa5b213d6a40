package io.wxsession.login;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RedisInspector;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.Wechat;

@QuarkusTest
class CurrentSessionTest extends ServiceTest {

    @Test
    void theCurrentSessionDescribesItselfAndItsUser() {
        LoggedIn session = logIn(Wechat.newPhone());
        Response answer = current(session.accessToken());
        answer.then().statusCode(200).header("Cache-Control", "no-store")
                .body("session.handle", matchesRegex("[A-Za-z0-9_-]{24}"))
                .body("session.appId", is(TestEnvironment.APP))
                .body("user.id", is(session.userId()))
                .body("user.registered", is(false))
                .body("user.bound", is(false))
                .body("user.openid", nullValue());
        Instant created = Instant.parse(answer.path("session.createdAt"));
        assertThat(Duration.between(created, Instant.parse(answer.path("session.expiresAt")))).isEqualTo(Duration.ofDays(30));
        assertThat(Duration.between(created, Instant.parse(answer.path("session.idleExpiresAt"))))
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void anExpiredAccessTokenAsksForARefresh() {
        LoggedIn session = logIn(Wechat.newPhone());
        current(ForgedAccessTokens.expired(session.accessToken())).then().statusCode(401).body("code", is("token_expired"))
                .body("action", is("refresh"));
    }

    @Test
    void logoutEndsTheSessionAtOnce() {
        LoggedIn session = logIn(Wechat.newPhone());
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        current(session.accessToken()).then().statusCode(401).body("code", is("session_revoked")).body("action", is("relogin"));
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(401).body("code", is("session_revoked"));
    }

    @Test
    void aSessionThatRanOutIsExpired() {
        LoggedIn session = logIn(Wechat.newPhone());
        RedisInspector.expireSession(session.handle());
        current(session.accessToken()).then().statusCode(401).body("code", is("session_expired")).body("action", is("relogin"));
    }

    @Test
    void theReasonOfAnEndIsForgottenAfterTenMinutes() {
        LoggedIn session = logIn(Wechat.newPhone());
        String handle = session.handle();
        bearer(session.accessToken()).delete("/v1/sessions/current").then().statusCode(204);
        String tombstone = RedisInspector.keys("wxs:{*}:t:" + handle).get(0);
        assertThat(RedisInspector.command(io.vertx.redis.client.Command.TTL, tombstone).toInteger()).isBetween(590, 600);
        RedisInspector.command(io.vertx.redis.client.Command.DEL, tombstone);
        current(session.accessToken()).then().statusCode(401).body("code", is("session_expired"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "....", "é" })
    void aStringThatIsNoTokenIsInvalid(String token) {
        current(token).then().statusCode(401).body("code", is("token_invalid"));
    }

    @Test
    void theKeySetPublishesNoPrivateKey() {
        given().get("/.well-known/jwks.json").then().statusCode(200)
                .header("Cache-Control", matchesRegex("public, max-age=\\d+"))
                .contentType(startsWith("application/json"))
                .body("keys.size()", is(1)).body("keys[0].kty", is("EC")).body("keys[0].alg", is("ES256"))
                .body("keys[0].use", is("sig")).body("keys[0].d", nullValue());
    }

    @Test
    void anAccessTokenNamesAKeyThatIsPublished() {
        String kid = ForgedAccessTokens.header(logIn(Wechat.newPhone()).accessToken()).getString("kid");
        given().get("/.well-known/jwks.json").then().body(containsString(kid));
    }
}
