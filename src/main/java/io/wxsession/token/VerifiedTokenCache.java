package io.wxsession.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.wxsession.config.Secret;
import io.wxsession.sealing.Sha256;

/**
 * The tokens verified under one key set, so that a signature is checked once and not with every request. The key of the cache
 * is a digest of the token: the memory holds no credential, and the time of a lookup does not depend on the token.
 */
class VerifiedTokenCache {

    private static final int MAX_ENTRIES = 100_000;

    private final KeySet keys;
    private final AccessTokenParser parser;
    private final Cache<Digest, AccessTokenClaims> claimsByDigest = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .executor(Runnable::run)
            .build();

    VerifiedTokenCache(KeySet keys, AccessTokenParser parser) {
        this.keys = keys;
        this.parser = parser;
    }

    KeySet keys() {
        return keys;
    }

    /** The verdict; empty if the token names a key that is not in the key set. */
    Optional<AccessTokenVerdict> verify(Secret token) {
        Digest digest = Digest.of(token);
        AccessTokenClaims claims = claimsByDigest.getIfPresent(digest);
        if (claims != null) {
            return Optional.of(verdict(claims));
        }
        AccessTokenParser.ParseResult result = parser.parse(token);
        if (result instanceof AccessTokenParser.Genuine genuine) {
            claimsByDigest.put(digest, genuine.claims());
            return Optional.of(verdict(genuine.claims()));
        }
        return result instanceof AccessTokenParser.UnknownKey ? Optional.empty()
                : Optional.of(new AccessTokenVerdict.Invalid());
    }

    private static AccessTokenVerdict verdict(AccessTokenClaims claims) {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        return now - AccessTokenParser.CLOCK_SKEW_SECONDS >= claims.expiresAt() ? new AccessTokenVerdict.Expired(claims)
                : new AccessTokenVerdict.Valid(claims);
    }

    /** The first 128 bits of the SHA-256 of a token. */
    private record Digest(long high, long low) {

        private static Digest of(Secret token) {
            ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(token.value().getBytes(UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong());
        }
    }
}
