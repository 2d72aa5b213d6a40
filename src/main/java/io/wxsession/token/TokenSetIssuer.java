package io.wxsession.token;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.wxsession.keyspace.SessionId;
import io.wxsession.token.AccessTokenIssuer.AccessToken;

/** Completes the token set of a session. */
@ApplicationScoped
public class TokenSetIssuer {

    private final RefreshTokens refreshTokens;

    TokenSetIssuer(RefreshTokens refreshTokens) {
        this.refreshTokens = refreshTokens;
    }

    /**
     * The access token and the refresh token of the given generation.
     *
     * @param remaining the lifetime of the session if it is not refreshed
     */
    public TokenSet issue(AccessToken access, SessionId sid, long generation, Duration remaining) {
        return new TokenSet(access.value(), "Bearer", access.expiresIn(), refreshTokens.write(sid, generation),
                remaining.toSeconds());
    }
}
