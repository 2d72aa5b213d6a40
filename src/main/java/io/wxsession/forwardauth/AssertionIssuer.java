package io.wxsession.forwardauth;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.wxsession.config.Redacted;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.token.IssuerAndAudience;
import io.wxsession.token.JwtSigner;

/**
 * Signs assertions: JWTs that tell a back end behind a gateway who sent a request, so that it need not trust plain headers.
 * Type and audience differ from those of access tokens, so that neither is accepted in place of the other.
 */
@ApplicationScoped
class AssertionIssuer {

    /** The lifetime of an assertion. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    /** The {@code typ} header of assertions. */
    static final String TYPE = "wxs-assertion+jwt";

    private final JwtSigner signer;
    private final String issuer;
    private final String audience;

    AssertionIssuer(JwtSigner signer, WxsessionConfig config) {
        this.signer = signer;
        this.issuer = IssuerAndAudience.of(config).issuer();
        this.audience = config.forwardAuth().audience();
    }

    /** The id of the active signing key. */
    String keyId() {
        return signer.keyId();
    }

    /** An assertion about a session, as a compact JWT. */
    String issue(Statement statement) {
        long now = Instant.now().getEpochSecond();
        JwtClaimsBuilder claims = Jwt.issuer(issuer)
                .audience(audience)
                .subject(statement.userId().value())
                .issuedAt(now)
                .expiresAt(now + LIFETIME.toSeconds())
                .claim("client_id", statement.appId())
                .claim("sid", statement.handle());
        addIfKnown(claims, "account", statement.account());
        addIfKnown(claims, "openid", statement.openid());
        addIfKnown(claims, "unionid", statement.unionid());
        return signer.sign(TYPE, claims);
    }

    private static void addIfKnown(JwtClaimsBuilder claims, String name, Redacted value) {
        if (value != null) {
            claims.claim(name, value.value());
        }
    }

    /**
     * The facts in an assertion.
     *
     * @param userId the user id
     * @param appId the AppID of the mini-program
     * @param handle the handle of the session
     * @param account the bound account, or null
     * @param openid WeChat's id of the user in this app
     * @param unionid WeChat's id of the person over apps, or null
     */
    record Statement(UserId userId, String appId, String handle, AccountId account, Openid openid, Unionid unionid) {
    }
}
