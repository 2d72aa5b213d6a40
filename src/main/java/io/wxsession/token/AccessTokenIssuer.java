package io.wxsession.token;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.build.Jwt;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.keyspace.SessionId;

/** Issues access tokens: JWTs with the type of RFC 9068 and no claim about the user except the opaque session id. */
@ApplicationScoped
public class AccessTokenIssuer {

    /** The {@code typ} header of access tokens (RFC 9068 §2.1). */
    static final String TYPE = "at+jwt";

    /** The claim with the session id. */
    static final String SESSION = "sid";

    /** The maximum random reduction of the lifetime, so that phones do not refresh at the same time. */
    private static final double JITTER = 0.05;

    private final JwtSigner signer;
    private final AccessTokenDigests digests;
    private final IssuerAndAudience issuerAndAudience;
    private final Duration lifetime;

    AccessTokenIssuer(JwtSigner signer, AccessTokenDigests digests, WxsessionConfig config) {
        this.signer = signer;
        this.digests = digests;
        this.issuerAndAudience = IssuerAndAudience.of(config);
        this.lifetime = config.token().lifetime();
    }

    /**
     * An access token. It is issued before the session is written, because the record of the session keeps its digest.
     *
     * @param atMost the remaining lifetime of the session, which the token must not exceed
     */
    public AccessToken issue(SessionId sid, Lifetime kind, Duration atMost) {
        long seconds = Math.max(1, atMost.toSeconds());
        return issueFor(sid, kind == Lifetime.SESSION ? seconds : Math.min(seconds, jittered()));
    }

    private long jittered() {
        return Math.round(lifetime.toSeconds() * (1 - JITTER * ThreadLocalRandom.current().nextDouble()));
    }

    /** An access token with a lifetime of its own. */
    public AccessToken issueFor(SessionId sid, long seconds) {
        long now = Instant.now().getEpochSecond();
        Secret token = new Secret(signer.sign(TYPE, Jwt.issuer(issuerAndAudience.issuer())
                .audience(issuerAndAudience.audience())
                .issuedAt(now)
                .expiresAt(now + seconds)
                .claim(SESSION, sid.value())));
        return new AccessToken(token, seconds, digests.of(token));
    }

    /**
     * A signed access token.
     *
     * @param value the JWT
     * @param expiresIn its lifetime in seconds
     * @param digest what the session keeps of it
     */
    public record AccessToken(Secret value, long expiresIn, String digest) {
    }

    /** How long an access token lives. */
    public enum Lifetime {
        /** As configured. */
        CONFIGURED,
        /** As long as the session, for a client that cannot refresh. */
        SESSION
    }
}
