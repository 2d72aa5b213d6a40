package io.wxsession.token;

import io.wxsession.keyspace.SessionId;

/** The result of verifying an access token. */
public sealed interface AccessTokenVerdict {

    /**
     * Signature valid, not expired.
     *
     * @param sid the session id in the token
     * @param issuedAt the {@code iat} claim, seconds since 1970
     * @param expiresAt the {@code exp} claim, seconds since 1970
     */
    record Valid(SessionId sid, long issuedAt, long expiresAt) implements AccessTokenVerdict {
    }

    /**
     * Signature valid, expired.
     *
     * @param sid the session id in the token
     */
    record Expired(SessionId sid) implements AccessTokenVerdict {
    }

    /** Not an access token of this service. */
    record Invalid() implements AccessTokenVerdict {
    }
}
