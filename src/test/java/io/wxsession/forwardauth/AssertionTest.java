package io.wxsession.forwardauth;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.URL;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestEnvironment;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class AssertionTest extends ServiceTest {

    private static String assertion(String accessToken) {
        return bearer(accessToken).get("/auth/verify").then().statusCode(200).extract().header("X-Wxs-Assertion");
    }

    @Test
    void aBackEndCanVerifyWhatTheGatewayTellsIt() throws Exception {
        String phone = Wechat.newPhone();
        LoggedIn session = logIn(phone);
        DefaultJWTProcessor<SecurityContext> backEnd = new DefaultJWTProcessor<>();
        backEnd.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("wxs-assertion+jwt")));
        backEnd.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, JWKSourceBuilder
                .create(new URL("http://127.0.0.1:" + RestAssured.port + "/.well-known/jwks.json")).build()));
        backEnd.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>("orders",
                new JWTClaimsSet.Builder().issuer(AllFeaturesProfile.PUBLIC_URL).build(), Set.of("sub", "exp", "iat")));
        JWTClaimsSet claims = backEnd.process(assertion(session.accessToken()), null);
        assertThat(claims.getSubject()).isEqualTo(session.userId());
        assertThat(claims.getClaim("client_id")).isEqualTo(TestEnvironment.APP);
        assertThat(claims.getClaim("sid")).isEqualTo(session.handle());
        assertThat(claims.getClaim("openid")).isEqualTo(Wechat.openid(phone));
        assertThat(claims.getClaim("account")).isNull();
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime()).isBetween(1L, 60_000L);
    }

    @Test
    void theOpenidIsToldToTheGatewayWhereTheOperatorWantsIt() {
        String phone = Wechat.newPhone();
        bearer(logIn(phone).accessToken()).get("/auth/verify").then().header("X-Wxs-Openid", Wechat.openid(phone))
                .header("X-Wxs-Unionid", "");
    }

    @Test
    void anAssertionIsShownAgainWhileNothingHasChanged() {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(assertion(token)).isEqualTo(assertion(token));
    }

    @Test
    void anAssertionIsNoAccessToken() {
        String assertion = assertion(logIn(Wechat.newPhone()).accessToken());
        current(assertion).then().statusCode(401).body("code", is("token_invalid"));
        bearer(assertion).get("/auth/verify").then().statusCode(401).body("code", is("token_invalid"));
        TestServiceClient.GATEWAY.introspect(assertion).then().statusCode(200).body("active", is(false));
    }

    @Test
    void anAccessTokenIsNoAssertion() {
        String token = logIn(Wechat.newPhone()).accessToken();
        assertThat(ForgedAccessTokens.header(token).getString("typ")).isEqualTo("at+jwt");
        assertThat(ForgedAccessTokens.claims(token).getString("aud")).isEqualTo("wxsession");
        assertThat(ForgedAccessTokens.header(assertion(token)).getString("typ")).isEqualTo("wxs-assertion+jwt");
        assertThat(ForgedAccessTokens.claims(assertion(token)).getString("aud")).isEqualTo("orders");
    }
}
