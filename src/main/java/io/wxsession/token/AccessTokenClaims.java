package io.wxsession.token;

import java.util.concurrent.TimeUnit;

import io.wxsession.keyspace.SessionId;

/**
 * The claims of a genuine access token, which may have expired.
 *
 * @param sid the session id
 * @param issuedAt the {@code iat} claim, seconds since 1970
 * @param expiresAt the {@code exp} claim, seconds since 1970
 */
public record AccessTokenClaims(SessionId sid, long issuedAt, long expiresAt) {

    /** The allowed clock skew. */
    static final int CLOCK_SKEW_SECONDS = 5;

    /** The verdict at this moment on a genuine token with these claims. */
    AccessTokenVerdict verdict() {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        return now - CLOCK_SKEW_SECONDS >= expiresAt ? new AccessTokenVerdict.Expired(sid)
                : new AccessTokenVerdict.Valid(this);
    }
}
