package io.wxsession.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
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

import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionId;

/**
 * Parses access tokens and verifies their signature by the rules of RFC 8725: the key determines the algorithm; type, issuer
 * and audience must match; only the canonical encoding is accepted. An expired token is still genuine: the caller checks the
 * expiry, because a login may name its previous session by an expired token.
 */
class AccessTokenParser {

    /** The only allowed headers. A token that carries a key or the address of a key (jwk, jku, x5u) is refused. */
    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");

    private final KeySet keys;
    private final JwtConsumer consumer;

    AccessTokenParser(KeySet keys, IssuerAndAudience issuerAndAudience) {
        this.keys = keys;
        this.consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT,
                        keys.keys().stream().map(SigningKey::algorithm).distinct().toArray(String[]::new))
                .setVerificationKeyResolver((jws, nesting) -> verificationKey(jws))
                .setExpectedType(true, AccessTokenIssuer.TYPE)
                .setExpectedIssuer(true, issuerAndAudience.issuer())
                .setExpectedAudience(true, issuerAndAudience.audience())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setAllowedClockSkewInSeconds(AccessTokenClaims.CLOCK_SKEW_SECONDS)
                .build();
    }

    /** Parses a text that may be an access token. */
    ParseResult parse(Secret presented) {
        String token = presented.value();
        if (token.length() > UnverifiedAccessToken.MAX_LENGTH || !isCanonical(token)) {
            return new Invalid();
        }
        try {
            if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature jws)) {
                return new Invalid();
            }
            if (!HEADERS.containsAll(JsonUtil.parseJson(jws.getHeaders().getFullHeaderAsJsonString()).keySet())) {
                return new Invalid();
            }
            String kid = jws.getKeyIdHeaderValue();
            return kid != null && keys.byId(kid).isEmpty() ? new UnknownKey() : verified(token);
        } catch (JoseException | MalformedClaimException | RuntimeException e) {
            // For some headers of the wrong type jose4j throws a RuntimeException.
            return new Invalid();
        }
    }

    private ParseResult verified(String token) throws MalformedClaimException {
        try {
            return genuine(consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            boolean onlyExpired = e.getErrorDetails().size() == 1 && e.hasErrorCode(ErrorCodes.EXPIRED);
            return onlyExpired ? genuine(e.getJwtContext().getJwtClaims()) : new Invalid();
        }
    }

    private static ParseResult genuine(JwtClaims claims) throws MalformedClaimException {
        Optional<SessionId> sid = SessionId.parse(claims.getStringClaimValue(AccessTokenIssuer.SESSION));
        return sid.isEmpty() ? new Invalid()
                : new Genuine(new AccessTokenClaims(sid.get(), claims.getIssuedAt().getValue(),
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

    /** Whether every part has the one encoding that an encoder writes. Lenient decoders accept others for the same bytes. */
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

    /** The result of parsing. */
    sealed interface ParseResult {
    }

    /** Signature, type, issuer and audience are valid. The token may have expired. */
    record Genuine(AccessTokenClaims claims) implements ParseResult {
    }

    /** The header names a key that is not in the key set. */
    record UnknownKey() implements ParseResult {
    }

    /** Not an access token of this service. */
    record Invalid() implements ParseResult {
    }
}
