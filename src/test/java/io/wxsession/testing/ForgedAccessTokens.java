package io.wxsession.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;

import org.bouncycastle.util.io.pem.PemReader;

import io.vertx.core.json.JsonObject;

/** Takes access tokens apart and makes others with the service's own key, as only time or a thief of the key could. */
public final class ForgedAccessTokens {

    private ForgedAccessTokens() {
    }

    /** The JOSE header. */
    public static JsonObject header(String token) {
        return part(token, 0);
    }

    /** The claims. */
    public static JsonObject claims(String token) {
        return part(token, 1);
    }

    private static JsonObject part(String token, int index) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[index])));
    }

    /** The same token, but long expired. */
    public static String expired(String token) {
        long past = Instant.now().minusSeconds(3600).getEpochSecond();
        return signed(token, claims -> claims.put("iat", past - 600).put("exp", past));
    }

    /** The same token with other claims, signed with the service's key. */
    public static String signed(String token, Consumer<JsonObject> change) {
        JsonObject claims = claims(token);
        change.accept(claims);
        return sign(header(token), claims.encode(), serviceKey());
    }

    /** A token of that header and payload, signed with ES256 whatever the header says. */
    public static String sign(JsonObject header, String payload, PrivateKey key) {
        return sign(header.encode(), payload, "SHA256withECDSA", key);
    }

    /** The same with a hash of the forger's choice and a header that need not be an object. */
    public static String sign(String header, String payload, String algorithm, PrivateKey key) {
        try {
            String signed = base64(header.getBytes(UTF_8)) + '.' + base64(payload.getBytes(UTF_8));
            Signature signature = Signature.getInstance(algorithm + "inP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + '.' + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The key that the service under test signs with. */
    public static PrivateKey serviceKey() {
        Path file = Path.of(System.getProperty(TestEnvironment.KEYS)).resolve("key-1.pem");
        try (Reader text = Files.newBufferedReader(file); PemReader pem = new PemReader(text)) {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem.readPemObject().getContent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
