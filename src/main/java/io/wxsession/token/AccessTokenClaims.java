package io.wxsession.token;

import io.wxsession.keyspace.SessionId;

/**
 * The claims of a genuine access token, which may have expired.
 *
 * @param sid the session id
 * @param issuedAt the {@code iat} claim, seconds since 1970
 * @param expiresAt the {@code exp} claim, seconds since 1970
 */
public record AccessTokenClaims(SessionId sid, long issuedAt, long expiresAt) {
}
