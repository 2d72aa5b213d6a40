package io.wxsession.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.wxsession.config.WxsessionConfig;

/** Signs access tokens: RFC 9068's type, and no claim about the user but the opaque session id. */
@ApplicationScoped
public class TokenIssuer {

    /** The {@code typ} header of our access tokens (RFC 9068 §2.1). */
    static final String TYPE = "at+jwt";

    /** The claim that names the session. */
    static final String SESSION = "sid";

    /** The largest part of the lifetime that is taken off at random, so that phones do not refresh in step. */
    private static final double JITTER = 0.05;

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;

    TokenIssuer(SigningKeys keys, WxsessionConfig config) {
        this.keys = keys;
        this.issuer = issuer(config);
        this.audience = config.token().audience();
        this.lifetime = config.token().lifetime();
    }

    /** Who signs: as configured, or the public URL, or the product's name. */
    static String issuer(WxsessionConfig config) {
        return config.token().issuer()
                .or(() -> config.publicUrl().map(url -> url.toString().replaceAll("/+$", "")))
                .orElse("wxsession");
    }

    /**
     * An access token for the session.
     *
     * @param atMost how long the session itself still lives
     */
    public AccessToken issue(String sid, Duration atMost) {
        double jitter = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
        long seconds = Math.min(Math.round(lifetime.toSeconds() * jitter), Math.max(1, atMost.toSeconds()));
        TokenKey key = keys.signer();
        long now = Instant.now().getEpochSecond();
        String token = Jwt.issuer(issuer)
                .audience(audience)
                .issuedAt(now)
                .expiresAt(now + seconds)
                .claim(SESSION, sid)
                .jws()
                .type(TYPE)
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.fromAlgorithm(key.algorithm()))
                .sign(key.privateKey());
        return new AccessToken(token, seconds);
    }

    /**
     * A signed access token.
     *
     * @param value the JWT
     * @param expiresIn its lifetime in seconds
     */
    public record AccessToken(String value, long expiresIn) {

        @Override
        public String toString() {
            return "AccessToken[expires in " + expiresIn + " s]";
        }
    }
}
