package io.wxsession.token;

import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.EmbeddedJwkVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.ForgedAccessTokens;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.SigningKeyFiles;
import io.wxsession.testing.Wechat;

@QuarkusTest
class AccessTokenAttackTest extends ServiceTest {

    private static final KeyPair FOREIGN = SigningKeyFiles.ec();

    /**
     * Each attack is refused for one cause: the second function takes the same steps without what is wrong, and what it makes
     * is accepted.
     */
    static Stream<Arguments> attacks() {
        return Stream.of(
                header("a kid that is a number", header -> header.put("kid", 1)),
                header("a kid that is an object", header -> header.put("kid", new JsonObject())),
                header("no kid", header -> header.remove("kid")),
                header("a type that is a number", header -> header.put("typ", 1)),
                header("no type", header -> header.remove("typ")),
                header("type JWT", header -> header.put("typ", "JWT")),
                header("type of an assertion", header -> header.put("typ", "wxs-assertion+jwt")),
                header("an algorithm that is a list", header -> header.put("alg", new JsonArray().add("ES256"))),
                header("no algorithm", header -> header.remove("alg")),
                header("alg none with a signature", header -> header.put("alg", "none")),
                header("another key set", header -> header.put("jku", "http://127.0.0.1:1/jwks")),
                header("another certificate", header -> header.put("x5u", "http://127.0.0.1:1/c")),
                header("another key in the token", header -> header.put("jwk", jwk(FOREIGN.getPublic()))),
                header("our own key in the token", header -> header.put("jwk", jwk(servicePublicKey()))),
                header("a critical header that nobody knows",
                        header -> header.put("crit", new JsonArray().add("x")).put("x", 1)),
                attack("a header that is a list",
                        token -> ForgedAccessTokens.sign("[" + ForgedAccessTokens.header(token).encode() + "]",
                                ForgedAccessTokens.claims(token).encode(), "SHA256withECDSA", ForgedAccessTokens.serviceKey()),
                        token -> ForgedAccessTokens.sign(ForgedAccessTokens.header(token).encode(),
                                ForgedAccessTokens.claims(token).encode(), "SHA256withECDSA", ForgedAccessTokens.serviceKey())),
                attack("another algorithm of the same key", token -> withHash(token, "ES384", "SHA384withECDSA"),
                        token -> withHash(token, "ES256", "SHA256withECDSA")),
                attack("a foreign key under our kid", token -> signedBy(FOREIGN.getPrivate(), token, header -> {
                }), token -> signedBy(ForgedAccessTokens.serviceKey(), token, header -> {
                })),
                attack("a foreign key under its own kid",
                        token -> signedBy(FOREIGN.getPrivate(), token, header -> header.put("kid", "foreign")),
                        token -> signedBy(ForgedAccessTokens.serviceKey(), token, header -> {
                        })),

                claims("another issuer", claims -> claims.put("iss", "someone")),
                claims("no issuer", claims -> claims.remove("iss")),
                claims("another audience", claims -> claims.put("aud", "wxsession-backend")),
                claims("no audience", claims -> claims.remove("aud")),
                claims("no expiry", claims -> claims.remove("exp")),
                claims("an expiry that is text", claims -> claims.put("exp", "never")),
                claims("no time of issue", claims -> claims.remove("iat")),
                claims("issued in the future", claims -> claims.put("iat", later(60)), claims -> claims.put("iat", later(0))),
                claims("not yet valid", claims -> claims.put("nbf", later(60)), claims -> claims.put("nbf", later(0))),
                claims("no session", claims -> claims.remove("sid")),
                claims("a session that is a number", claims -> claims.put("sid", 1)),
                claims("a session id in a form that this service does not issue", claims -> claims.put("sid", "../../x")),
                claims("far too long", claims -> claims.put("x", "A".repeat(10_000)), claims -> claims.put("x", "A")),
                attack("claims twice", token -> withPayload(token, payload -> payload.replaceFirst("\\{(.*)\\}", "{$1,$1}")),
                        token -> withPayload(token, payload -> payload)),
                attack("claims that are a list", token -> withPayload(token, payload -> "[" + payload + "]"),
                        token -> withPayload(token, payload -> payload)),

                attack("alg none", token -> encode(ForgedAccessTokens.header(token).put("alg", "none")) + "." + payload(token)
                        + "."),
                attack("our public key as an HMAC secret", AccessTokenAttackTest::hmacWithPublicKey),
                attack("a changed claim",
                        token -> part(token, 0) + "." + encode(ForgedAccessTokens.claims(token).put("exp", later(9999)))
                                + "." + signature(token),
                        token -> ForgedAccessTokens.signed(token, claims -> claims.put("exp", later(9999)))),
                attack("a changed type",
                        token -> encode(ForgedAccessTokens.header(token).put("typ", "application/at+jwt")) + "."
                                + payload(token) + "." + signature(token)),
                attack("a cut signature", token -> token.substring(0, token.length() - 4)),
                attack("no signature", token -> part(token, 0) + "." + payload(token) + "."),
                attack("a fourth part", token -> token + ".x"),
                attack("padding", token -> token + "=="),
                attack("white space within", token -> token.replaceFirst("\\.", ". ")),
                attack("another spelling of the same bytes", AccessTokenAttackTest::respelt),
                attack("plain base64", token -> token.replace('-', '+').replace('_', '/'), token -> token));
    }

    /** A token with another header, and one with the right header, both signed with our own key. */
    private static Arguments header(String name, Consumer<JsonObject> wrong) {
        return attack(name, token -> signedBy(ForgedAccessTokens.serviceKey(), token, wrong),
                token -> signedBy(ForgedAccessTokens.serviceKey(), token, header -> {
                }));
    }

    /** A token with other claims, and one with the right claims, both signed with our own key. */
    private static Arguments claims(String name, Consumer<JsonObject> wrong) {
        return claims(name, wrong, claims -> {
        });
    }

    private static Arguments claims(String name, Consumer<JsonObject> wrong, Consumer<JsonObject> right) {
        return attack(name, token -> ForgedAccessTokens.signed(token, wrong), token -> ForgedAccessTokens.signed(token, right));
    }

    /** A change of a genuine token. */
    private static Arguments attack(String name, UnaryOperator<String> attack) {
        return attack(name, attack, token -> token);
    }

    private static Arguments attack(String name, UnaryOperator<String> attack, UnaryOperator<String> control) {
        return Arguments.of(name, attack, control);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void aTokenThatWeDidNotIssueLikeThisIsInvalid(String name, UnaryOperator<String> attack, UnaryOperator<String> control) {
        String token = tokenWithDashesAndUnderscores();
        current(control.apply(token)).then().statusCode(200);
        String forged = attack.apply(token);
        assertThat(forged).isNotEqualTo(token);
        current(forged).then().statusCode(401).body("code", is("token_invalid"));
        current(token).then().statusCode(200);
    }

    /** Otherwise it would read the same in plain base64. */
    private static String tokenWithDashesAndUnderscores() {
        String token = logIn(Wechat.newPhone()).accessToken();
        while (!signature(token).matches(".*[-_].*")) {
            token = ForgedAccessTokens.signed(token, claims -> {
            });
        }
        return token;
    }

    /** What a verifier takes that believes the header: it shows that the forgeries are well made. */
    @Test
    void aCarelessVerifierTakesWhatWeRefuse() throws Exception {
        String token = logIn(Wechat.newPhone()).accessToken();
        JwtConsumerBuilder careless = new JwtConsumerBuilder().setJwsAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS)
                .setSkipDefaultAudienceValidation();
        String none = encode(ForgedAccessTokens.header(token).put("alg", "none")) + "." + payload(token) + ".";
        careless.setDisableRequireSignature().build().processToClaims(none);
        careless.setVerificationKey(new HmacKey(servicePublicKey().getEncoded())).build()
                .processToClaims(hmacWithPublicKey(token));
        String embedded = signedBy(FOREIGN.getPrivate(), token, header -> header.put("jwk", jwk(FOREIGN.getPublic())));
        careless.setVerificationKeyResolver(new EmbeddedJwkVerificationKeyResolver()).build().processToClaims(embedded);
        for (String forged : List.of(none, hmacWithPublicKey(token), embedded)) {
            current(forged).then().statusCode(401).body("code", is("token_invalid"));
        }
    }

    @Test
    void aTokenThatIsMerelyExpiredSaysSo() {
        LoggedIn session = logIn(Wechat.newPhone());
        current(ForgedAccessTokens.expired(session.accessToken())).then().statusCode(401).body("code", is("token_expired"));
    }

    @Test
    void anExpiredTokenThatIsAlsoForgedIsInvalid() {
        LoggedIn session = logIn(Wechat.newPhone());
        String forged = foreign(ForgedAccessTokens.expired(session.accessToken()),
                ForgedAccessTokens.header(session.accessToken()));
        current(forged).then().statusCode(401).body("code", is("token_invalid"));
        current(ForgedAccessTokens.signed(ForgedAccessTokens.expired(session.accessToken()), claims -> claims.put("aud", "x")))
                .then()
                .statusCode(401).body("code", is("token_invalid"));
    }

    @Test
    void clocksMayBeAFewSecondsApart() {
        LoggedIn session = logIn(Wechat.newPhone());
        current(ForgedAccessTokens.signed(session.accessToken(), claims -> claims.put("iat", later(3)))).then().statusCode(200);
    }

    @Test
    void headersBeyondTheServersLimitAreItsOwnRefusal() {
        current("A".repeat(24_000)).then().statusCode(431);
    }

    @Test
    void aTokenOfAHundredKilobytesIsNotReadToItsEnd() {
        Map<String, String> header = Map.of("Authorization", "Bearer " + "A".repeat(100_000));
        try {
            assertThat(RawConnection.status("GET", "/v1/sessions/current", header)).isEqualTo(431);
        } catch (UncheckedIOException closedWhileSending) {
            assertThat(closedWhileSending).hasCauseInstanceOf(IOException.class);
        }
        current(logIn(Wechat.newPhone()).accessToken()).then().statusCode(200);
    }

    private static String foreign(String token, JsonObject header) {
        return ForgedAccessTokens.sign(header, ForgedAccessTokens.claims(token).encode(), FOREIGN.getPrivate());
    }

    private static String signedBy(PrivateKey key, String token, Consumer<JsonObject> change) {
        JsonObject header = ForgedAccessTokens.header(token);
        change.accept(header);
        return ForgedAccessTokens.sign(header, ForgedAccessTokens.claims(token).encode(), key);
    }

    private static String withHash(String token, String name, String algorithm) {
        return ForgedAccessTokens.sign(ForgedAccessTokens.header(token).put("alg", name).encode(),
                ForgedAccessTokens.claims(token).encode(), algorithm, ForgedAccessTokens.serviceKey());
    }

    private static String withPayload(String token, UnaryOperator<String> change) {
        return ForgedAccessTokens.sign(ForgedAccessTokens.header(token),
                change.apply(ForgedAccessTokens.claims(token).encode()), ForgedAccessTokens.serviceKey());
    }

    private static JsonObject jwk(PublicKey key) {
        try {
            return new JsonObject(PublicJsonWebKey.Factory.newPublicJwk(key).toJson());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey servicePublicKey() {
        try {
            String jwk = new JsonObject(RestAssured.get("/.well-known/jwks.json").asString()).getJsonArray("keys")
                    .getJsonObject(0).encode();
            return PublicJsonWebKey.Factory.newPublicJwk(jwk).getPublicKey();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmacWithPublicKey(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(servicePublicKey().getEncoded(), "HmacSHA256"));
            String signed = encode(ForgedAccessTokens.header(token).put("alg", "HS256")) + "." + payload(token);
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last character of a 64-byte signature carries 2 bits that mean nothing. */
    private static String respelt(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        String respelt = token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
        assertThat(Base64.getUrlDecoder().decode(signature(respelt)))
                .isEqualTo(Base64.getUrlDecoder().decode(signature(token)));
        return respelt;
    }

    private static long later(int seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    private static String part(String token, int index) {
        return List.of(token.split("\\.")).get(index);
    }

    private static String payload(String token) {
        return part(token, 1);
    }

    private static String signature(String token) {
        return part(token, 2);
    }

    private static String encode(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
