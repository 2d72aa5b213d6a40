package io.wxsession.token;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * The signing keys after one scan of the key directory.
 *
 * @param keys in the order of their file names
 * @param firstSeen when each key id was first found; {@link Instant#MIN} for the keys found at the start
 */
public record KeySet(List<SigningKey> keys, Map<String, Instant> firstSeen) {

    /** The key set at the start. Every key in it may sign at once. */
    static KeySet initial(List<SigningKey> keys) {
        return new KeySet(keys, seen(keys, Map.of(), Instant.MIN));
    }

    /** The key set after a later scan. New keys are first seen at {@code now}. */
    KeySet next(List<SigningKey> found, Instant now) {
        return new KeySet(found, seen(found, firstSeen, now));
    }

    private static Map<String, Instant> seen(List<SigningKey> keys, Map<String, Instant> known, Instant now) {
        Map<String, Instant> seen = new LinkedHashMap<>();
        keys.forEach(key -> seen.put(key.kid(), known.getOrDefault(key.kid(), now)));
        return Map.copyOf(seen);
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
        List<SigningKey> active = keys.stream()
                .filter(key -> firstSeen.get(key.kid()).equals(Instant.MIN)
                        || !firstSeen.get(key.kid()).plus(activationDelay).isAfter(now))
                .toList();
        List<SigningKey> candidates = active.isEmpty() ? keys : active;
        return fileName.flatMap(name -> candidates.stream().filter(key -> key.fileName().equals(name)).findFirst())
                .orElseGet(() -> candidates.get(candidates.size() - 1));
    }
}
