package io.wxsession.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.wxsession.sealing.Sha256;

/**
 * The tokens that were verified under one key set, so that the signature of a token is checked once and not with every request.
 * They are remembered by a digest: the memory holds no credential, and a look-up takes no time that depends on one.
 */
class VerifiedTokenCache {

    private static final int MAX_REMEMBERED = 100_000;

    private final KeySet keys;
    private final AccessTokenParser reader;
    private final Cache<Fingerprint, AccessTokenVerdict.Valid> remembered = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .executor(Runnable::run)
            .build();

    VerifiedTokenCache(KeySet keys, AccessTokenParser reader) {
        this.keys = keys;
        this.reader = reader;
    }

    KeySet keys() {
        return keys;
    }

    /** The verdict, or empty if the token names a key that is not in the set. */
    Optional<AccessTokenVerdict> verify(String token) {
        Fingerprint fingerprint = Fingerprint.of(token);
        AccessTokenVerdict.Valid claims = remembered.getIfPresent(fingerprint);
        if (claims != null) {
            return Optional.of(verdict(claims));
        }
        AccessTokenParser.Reading reading = reader.read(token);
        if (reading instanceof AccessTokenParser.Genuine genuine) {
            remembered.put(fingerprint, genuine.claims());
            return Optional.of(verdict(genuine.claims()));
        }
        return reading instanceof AccessTokenParser.UnknownKey ? Optional.empty()
                : Optional.of(new AccessTokenVerdict.Invalid());
    }

    private static AccessTokenVerdict verdict(AccessTokenVerdict.Valid claims) {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        return now - AccessTokenParser.CLOCK_SKEW_SECONDS >= claims.expiresAt() ? new AccessTokenVerdict.Expired(claims.sid())
                : claims;
    }

    /** 128 bits of a token's SHA-256. */
    private record Fingerprint(long high, long low) {

        private static Fingerprint of(String token) {
            ByteBuffer digest = ByteBuffer.wrap(Sha256.of(token.getBytes(UTF_8)));
            return new Fingerprint(digest.getLong(), digest.getLong());
        }
    }
}
