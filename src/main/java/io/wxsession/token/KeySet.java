package io.wxsession.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

import io.wxsession.config.directory.KeyActivation;

/**
 * The signing keys after one scan of the key directory.
 *
 * @param keys in the order of their file names
 * @param activation which of them may sign
 */
public record KeySet(List<SigningKey> keys, KeyActivation activation) {

    /** The key set at the start. Every key in it may sign at once. */
    static KeySet initial(List<SigningKey> keys) {
        return new KeySet(keys, KeyActivation.atStart(ids(keys)));
    }

    /** The key set after a later scan. New keys are first seen at {@code now}. */
    KeySet next(List<SigningKey> found, Instant now) {
        return new KeySet(found, activation.next(ids(found), now));
    }

    private static List<String> ids(List<SigningKey> keys) {
        return keys.stream().map(SigningKey::kid).toList();
    }

    /** The public keys as a JWK Set (RFC 7517 §5). */
    public String toPublicJson() {
        List<PublicJsonWebKey> jwks = keys.stream().map(SigningKey::jwk).toList();
        return new JsonWebKeySet(jwks).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    Optional<SigningKey> byId(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    boolean hasSameKeysAs(List<SigningKey> found) {
        return keys.stream().map(SigningKey::toString).toList().equals(found.stream().map(SigningKey::toString).toList());
    }

    /**
     * The active signing key: the key in the named file, else the last key. A key signs only after the activation delay; until
     * then the last older key goes on signing. If every key is new, the delay does not apply.
     */
    SigningKey signer(Optional<String> fileName, Duration activationDelay, Instant now) {
        List<SigningKey> candidates = activation.active(keys, SigningKey::kid, activationDelay, now);
        return fileName.flatMap(name -> candidates.stream().filter(key -> key.fileName().equals(name)).findFirst())
                .orElseGet(() -> candidates.get(candidates.size() - 1));
    }
}
