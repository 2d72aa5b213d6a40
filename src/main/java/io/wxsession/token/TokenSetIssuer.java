package io.wxsession.token;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.wxsession.keyspace.SessionId;
import io.wxsession.token.AccessTokenIssuer.AccessToken;

/** Issues the token set of a session. */
@ApplicationScoped
public class TokenSetIssuer {

    private final AccessTokenIssuer issuer;
    private final RefreshTokens refreshTokens;

    TokenSetIssuer(AccessTokenIssuer issuer, RefreshTokens refreshTokens) {
        this.issuer = issuer;
        this.refreshTokens = refreshTokens;
    }

    /**
     * A new access token and the refresh token of the given generation.
     *
     * @param remaining the lifetime of the session if it is not refreshed
     */
    public TokenSet issue(SessionId sid, long generation, Duration remaining) {
        return set(issuer.issue(sid, remaining), sid, generation, remaining);
    }

    /** The same, but the access token lives as long as the session, for a client that cannot refresh. */
    public TokenSet issueForLife(SessionId sid, long generation, Duration remaining) {
        return set(issuer.issueFor(sid, remaining.toSeconds()), sid, generation, remaining);
    }

    private TokenSet set(AccessToken access, SessionId sid, long generation, Duration remaining) {
        return new TokenSet(access.value(), "Bearer", access.expiresIn(), refreshTokens.write(sid, generation),
                remaining.toSeconds());
    }
}
