package io.wxsession.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Reads access tokens as strictly as RFC 8725 asks: the key decides the algorithm, type, issuer and audience must be ours, and
 * there is one way to spell a token. Whether it has expired is left to the caller, for a login may name its old session by a
 * token that has.
 */
class AccessTokenParser {

    /** How far clocks may be apart. */
    static final int CLOCK_SKEW_SECONDS = 5;

    /** Ours have some 300 to 600 characters; nothing much longer is worth decoding. */
    private static final int MAX_LENGTH = 4096;

    /** All that we write; keys and places of keys that a token brings along are not even looked at. */
    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");

    private final KeySet keys;
    private final JwtConsumer consumer;

    AccessTokenParser(KeySet keys, IssuerAndAudience parties) {
        this.keys = keys;
        this.consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT,
                        keys.keys().stream().map(SigningKey::algorithm).distinct().toArray(String[]::new))
                .setVerificationKeyResolver((jws, nesting) -> verificationKey(jws))
                .setExpectedType(true, AccessTokenIssuer.TYPE)
                .setExpectedIssuer(true, parties.issuer())
                .setExpectedAudience(true, parties.audience())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }

    /** Reads a token that may be anything. */
    Reading read(String token) {
        if (token.length() > MAX_LENGTH || !isCanonical(token)) {
            return new Forged();
        }
        try {
            if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature jws)) {
                return new Forged();
            }
            if (!HEADERS.containsAll(JsonUtil.parseJson(jws.getHeaders().getFullHeaderAsJsonString()).keySet())) {
                return new Forged();
            }
            String kid = jws.getKeyIdHeaderValue();
            return kid != null && keys.byId(kid).isEmpty() ? new UnknownKey() : verified(token);
        } catch (JoseException | MalformedClaimException | RuntimeException e) {
            // Some headers of the wrong type make the library stumble instead of refuse.
            return new Forged();
        }
    }

    private Reading verified(String token) throws MalformedClaimException {
        try {
            return genuine(consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            boolean merelyExpired = e.getErrorDetails().size() == 1 && e.hasErrorCode(ErrorCodes.EXPIRED);
            return merelyExpired ? genuine(e.getJwtContext().getJwtClaims()) : new Forged();
        }
    }

    private static Reading genuine(JwtClaims claims) throws MalformedClaimException {
        String sid = claims.getStringClaimValue(AccessTokenIssuer.SESSION);
        return sid == null ? new Forged()
                : new Genuine(
                        new AccessTokenVerdict.Valid(sid, claims.getIssuedAt().getValue(),
                                claims.getExpirationTime().getValue()));
    }

    private Key verificationKey(JsonWebSignature jws) throws UnresolvableKeyException {
        String kid = jws.getKeyIdHeaderValue();
        String algorithm = jws.getHeader("alg");
        return keys.keys().stream()
                .filter(key -> key.kid().equals(kid) && key.algorithm().equals(algorithm))
                .findFirst()
                .map(SigningKey::publicKey)
                .orElseThrow(() -> new UnresolvableKeyException("no such key for this algorithm"));
    }

    /** Lenient decoders read several spellings as the same bytes; only the one that an encoder writes is a token. */
    private static boolean isCanonical(String token) {
        String[] parts = token.split("\\.", -1);
        return parts.length == 3 && Arrays.stream(parts).allMatch(AccessTokenParser::isCanonicalPart);
    }

    private static boolean isCanonicalPart(String part) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(part.getBytes(US_ASCII));
            return !part.isEmpty() && Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What a token turned out to be. */
    sealed interface Reading {
    }

    /** Ours, though its time may be over. */
    record Genuine(AccessTokenVerdict.Valid claims) implements Reading {
    }

    /** Signed, it says, with a key that is not in the set. */
    record UnknownKey() implements Reading {
    }

    /** Not ours. */
    record Forged() implements Reading {
    }
}
