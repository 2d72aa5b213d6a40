package io.wxsession.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.wxsession.config.Secret;
import io.wxsession.sealing.Sha256;
import io.wxsession.token.AccessTokenMetrics.Proof;

/**
 * The tokens verified under one key set, so that a signature is checked once and not with every request. It serves the tokens
 * whose digest their session does not keep: after a change of the sealing keys, for instance. The key of the cache is a digest of the token: the memory holds no credential, and the time of a lookup does not depend on the token.
 */
class VerifiedTokenCache {

    private static final int MAX_ENTRIES = 100_000;

    private final KeySet keys;
    private final AccessTokenParser parser;
    private final AccessTokenMetrics metrics;
    private final Cache<Digest, AccessTokenClaims> claimsByDigest = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .executor(Runnable::run)
            .build();

    VerifiedTokenCache(KeySet keys, AccessTokenParser parser, AccessTokenMetrics metrics) {
        this.keys = keys;
        this.parser = parser;
        this.metrics = metrics;
    }

    KeySet keys() {
        return keys;
    }

    /** The verdict; empty if the token names a key that is not in the key set. */
    Optional<AccessTokenVerdict> verify(Secret token) {
        Digest digest = Digest.of(token);
        AccessTokenClaims claims = claimsByDigest.getIfPresent(digest);
        if (claims != null) {
            return Optional.of(metrics.count(Proof.CACHE, claims.verdict()));
        }
        AccessTokenParser.ParseResult result = parser.parse(token);
        if (result instanceof AccessTokenParser.Genuine genuine) {
            claimsByDigest.put(digest, genuine.claims());
            return Optional.of(metrics.count(Proof.SIGNATURE, genuine.claims().verdict()));
        }
        return result instanceof AccessTokenParser.UnknownKey ? Optional.empty()
                : Optional.of(metrics.count(Proof.SIGNATURE, new AccessTokenVerdict.Invalid()));
    }

    /** The first 128 bits of the SHA-256 of a token. */
    private record Digest(long high, long low) {

        private static Digest of(Secret token) {
            ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(token.value().getBytes(UTF_8)));
            return new Digest(bytes.getLong(), bytes.getLong());
        }
    }
}
