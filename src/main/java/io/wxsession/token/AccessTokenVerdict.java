package io.wxsession.token;

import java.util.concurrent.TimeUnit;

import io.wxsession.keyspace.SessionId;

/** The result of verifying an access token. */
public sealed interface AccessTokenVerdict {

    /** The allowed clock skew. */
    int CLOCK_SKEW_SECONDS = 5;

    /** The session id in the token; null if the token is invalid. */
    SessionId sid();

    /**
     * Signature valid, not expired.
     *
     * @param sid the session id in the token
     * @param issuedAt the {@code iat} claim, seconds since 1970
     * @param expiresAt the {@code exp} claim, seconds since 1970
     */
    record Valid(SessionId sid, long issuedAt, long expiresAt) implements AccessTokenVerdict {

        /** The verdict at this moment on a genuine token with these claims. */
        AccessTokenVerdict now() {
            long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
            return now - CLOCK_SKEW_SECONDS >= expiresAt ? new Expired(sid) : this;
        }
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

        @Override
        public SessionId sid() {
            return null;
        }
    }
}
