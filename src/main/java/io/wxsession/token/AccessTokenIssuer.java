package io.wxsession.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.build.Jwt;
import io.wxsession.config.WxsessionConfig;

/** Signs access tokens: RFC 9068's type, and no claim about the user but the opaque session id. */
@ApplicationScoped
public class AccessTokenIssuer {

    /** The {@code typ} header of our access tokens (RFC 9068 §2.1). */
    static final String TYPE = "at+jwt";

    /** The claim that names the session. */
    static final String SESSION = "sid";

    /** The largest part of the lifetime that is taken off at random, so that phones do not refresh in step. */
    private static final double JITTER = 0.05;

    private final JwtSigner signer;
    private final IssuerAndAudience parties;
    private final Duration lifetime;

    AccessTokenIssuer(JwtSigner signer, WxsessionConfig config) {
        this.signer = signer;
        this.parties = IssuerAndAudience.of(config);
        this.lifetime = config.token().lifetime();
    }

    /**
     * An access token of the usual lifetime for the session.
     *
     * @param atMost how long the session itself still lives
     */
    public AccessToken issue(String sid, Duration atMost) {
        double jitter = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
        return issueFor(sid, Math.min(Math.round(lifetime.toSeconds() * jitter), Math.max(1, atMost.toSeconds())));
    }

    /** An access token for a client that cannot refresh. */
    public AccessToken issueFor(String sid, long seconds) {
        long now = Instant.now().getEpochSecond();
        String token = signer.sign(TYPE, Jwt.issuer(parties.issuer())
                .audience(parties.audience())
                .issuedAt(now)
                .expiresAt(now + seconds)
                .claim(SESSION, sid));
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
