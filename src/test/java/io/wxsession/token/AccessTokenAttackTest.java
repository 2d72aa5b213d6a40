package io.wxsession.token;

import static io.wxsession.testing.MiniProgram.current;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jose4j.jwk.PublicJsonWebKey;
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

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("alg none",
                        token -> encode(ForgedAccessTokens.header(token).put("alg", "none")) + "." + payload(token) + "."),
                attack("alg none with the old signature",
                        token -> encode(ForgedAccessTokens.header(token).put("alg", "none")) + "."
                                + payload(token) + "." + signature(token)),
                attack("our public key as an HMAC secret", AccessTokenAttackTest::hmacWithPublicKey),
                attack("another algorithm of the same key",
                        token -> encode(ForgedAccessTokens.header(token).put("alg", "ES384")) + "."
                                + payload(token) + "." + signature(token)),
                attack("a foreign key under our kid", token -> foreign(token, ForgedAccessTokens.header(token))),
                attack("a foreign key under its own kid",
                        token -> foreign(token, ForgedAccessTokens.header(token).put("kid", "foreign"))),
                attack("a foreign key in the token", token -> foreign(token, ForgedAccessTokens.header(token).put("jwk",
                        new JsonObject(publicJwk())))),
                attack("a foreign key set",
                        token -> foreign(token, ForgedAccessTokens.header(token).put("jku", "http://127.0.0.1:1/jwks"))),
                attack("a foreign certificate",
                        token -> foreign(token, ForgedAccessTokens.header(token).put("x5u", "http://127.0.0.1:1/c"))),
                attack("a kid that is a number", token -> ours(ForgedAccessTokens.header(token).put("kid", 1),
                        ForgedAccessTokens.claims(token))),
                attack("a kid that is an object", token -> encode(ForgedAccessTokens.header(token).put("kid", new JsonObject()))
                        + "." + payload(token) + "." + signature(token)),
                attack("a type that is a number", token -> encode(ForgedAccessTokens.header(token).put("typ", 1)) + "."
                        + payload(token) + "." + signature(token)),
                attack("an algorithm that is a list",
                        token -> encode(ForgedAccessTokens.header(token).put("alg", new JsonArray()))
                                + "." + payload(token) + "." + signature(token)),
                attack("a header that is a list", token -> Base64.getUrlEncoder().withoutPadding().encodeToString("[]"
                        .getBytes(StandardCharsets.UTF_8)) + "." + payload(token) + "." + signature(token)),
                attack("our own key with another key set", token -> ours(ForgedAccessTokens.header(token)
                        .put("jku", "http://127.0.0.1:1/jwks"), ForgedAccessTokens.claims(token))),
                attack("our own key with another certificate", token -> ours(ForgedAccessTokens.header(token)
                        .put("x5u", "http://127.0.0.1:1/c"), ForgedAccessTokens.claims(token))),
                attack("our own key with another key in the token", token -> ours(ForgedAccessTokens.header(token)
                        .put("jwk", new JsonObject(publicJwk())), ForgedAccessTokens.claims(token))),
                attack("no kid",
                        token -> ours(without(ForgedAccessTokens.header(token), "kid"), ForgedAccessTokens.claims(token))),
                attack("a critical header that nobody knows", token -> ours(ForgedAccessTokens.header(token)
                        .put("crit", new JsonArray().add("x")).put("x", 1), ForgedAccessTokens.claims(token))),
                attack("no type",
                        token -> ours(without(ForgedAccessTokens.header(token), "typ"), ForgedAccessTokens.claims(token))),
                attack("type JWT",
                        token -> ours(ForgedAccessTokens.header(token).put("typ", "JWT"), ForgedAccessTokens.claims(token))),
                attack("type of an assertion", token -> ours(ForgedAccessTokens.header(token).put("typ", "wxs-assertion+jwt"),
                        ForgedAccessTokens.claims(token))),
                attack("another issuer", token -> ForgedAccessTokens.signed(token, claims -> claims.put("iss", "someone"))),
                attack("no issuer", token -> ForgedAccessTokens.signed(token, claims -> claims.remove("iss"))),
                attack("another audience",
                        token -> ForgedAccessTokens.signed(token, claims -> claims.put("aud", "wxsession-backend"))),
                attack("no audience", token -> ForgedAccessTokens.signed(token, claims -> claims.remove("aud"))),
                attack("no expiry", token -> ForgedAccessTokens.signed(token, claims -> claims.remove("exp"))),
                attack("an expiry that is text",
                        token -> ForgedAccessTokens.signed(token, claims -> claims.put("exp", "never"))),
                attack("issued in the future",
                        token -> ForgedAccessTokens.signed(token, claims -> claims.put("iat", later(60)))),
                attack("not yet valid", token -> ForgedAccessTokens.signed(token, claims -> claims.put("nbf", later(60)))),
                attack("no session", token -> ForgedAccessTokens.signed(token, claims -> claims.remove("sid"))),
                attack("a session that is a number", token -> ForgedAccessTokens.signed(token, claims -> claims.put("sid", 1))),
                attack("a session that is none of ours",
                        token -> ForgedAccessTokens.signed(token, claims -> claims.put("sid", "../../x"))),
                attack("claims twice",
                        token -> ForgedAccessTokens.sign(ForgedAccessTokens.header(token),
                                ForgedAccessTokens.claims(token).encode()
                                        .replaceFirst("\\{", "{\"sid\":\"x\","),
                                ForgedAccessTokens.serviceKey())),
                attack("claims that are no object", token -> ForgedAccessTokens.sign(ForgedAccessTokens.header(token), "[]",
                        ForgedAccessTokens.serviceKey())),
                attack("a changed claim",
                        token -> part(token, 0) + "." + encode(ForgedAccessTokens.claims(token).put("exp", later(9999)))
                                + "." + signature(token)),
                attack("a cut signature", token -> token.substring(0, token.length() - 4)),
                attack("a fourth part", token -> token + ".x"),
                attack("padding", token -> token + "=="),
                attack("white space within", token -> token.replaceFirst("\\.", ". ")),
                attack("another spelling of the same bytes", AccessTokenAttackTest::respelt),
                attack("plain base64", token -> token + "+/"),
                attack("a token that is far too long", token -> token + "A".repeat(15_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void aTokenThatWeDidNotIssueLikeThisIsInvalid(String name, Function<String, String> attack) {
        LoggedIn session = logIn(Wechat.newPhone());
        current(attack.apply(session.accessToken())).then().statusCode(401).body("code", is("token_invalid"));
        current(session.accessToken()).then().statusCode(200);
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

    private static Arguments attack(String name, Function<String, String> attack) {
        return Arguments.of(name, attack);
    }

    private static String foreign(String token, JsonObject header) {
        return ForgedAccessTokens.sign(header, ForgedAccessTokens.claims(token).encode(), FOREIGN.getPrivate());
    }

    private static String ours(JsonObject header, JsonObject claims) {
        return ForgedAccessTokens.sign(header, claims.encode(), ForgedAccessTokens.serviceKey());
    }

    private static String publicJwk() {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(FOREIGN.getPublic()).toJson();
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmacWithPublicKey(String token) {
        try {
            String jwk = RestAssured.get("/.well-known/jwks.json").jsonPath().getString("keys[0].x");
            Key key = new SecretKeySpec(jwk.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String signed = encode(ForgedAccessTokens.header(token).put("alg", "HS256")) + "." + payload(token);
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last character of a 64-byte signature carries 2 bits that mean nothing. */
    private static String respelt(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
    }

    private static JsonObject without(JsonObject header, String name) {
        header.remove(name);
        return header;
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
