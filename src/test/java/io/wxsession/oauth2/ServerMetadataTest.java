package io.wxsession.oauth2;

import static io.restassured.RestAssured.given;
import static io.wxsession.testing.AllFeaturesProfile.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.AllFeaturesProfile;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
@TestProfile(AllFeaturesProfile.class)
class ServerMetadataTest extends ServiceTest {

    private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

    @Test
    void theEndpointsAreFoundFromThePublicUrl() {
        given().get(WELL_KNOWN).then().statusCode(200).header("Cache-Control", containsString("max-age"))
                .body("issuer", is(PUBLIC_URL))
                .body("jwks_uri", is(PUBLIC_URL + "/.well-known/jwks.json"))
                .body("introspection_endpoint", is(PUBLIC_URL + "/oauth2/introspect"))
                .body("introspection_endpoint_auth_methods_supported", contains("client_secret_basic"))
                .body("revocation_endpoint", is(PUBLIC_URL + "/oauth2/revoke"))
                .body("revocation_endpoint_auth_methods_supported", contains("client_secret_basic", "none"))
                .body("response_types_supported", empty()).body("grant_types_supported", empty())
                .body("token_endpoint", nullValue());
    }

    @Test
    void tokensComeFromThatIssuer() {
        String token = MiniProgram.logIn(Wechat.newPhone()).accessToken();
        assertThat(ForgedAccessTokens.claims(token).getString("iss")).isEqualTo(PUBLIC_URL);
    }

    @Test
    void nimbusUnderstandsIt() throws Exception {
        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(given().get(WELL_KNOWN).asString());
        assertThat(metadata.getIssuer().getValue()).isEqualTo(PUBLIC_URL);
        assertThat(metadata.getIntrospectionEndpointURI()).hasToString(PUBLIC_URL + "/oauth2/introspect");
    }
}
