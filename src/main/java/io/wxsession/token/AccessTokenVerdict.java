package io.wxsession.token;

import io.wxsession.keyspace.SessionId;

/** The result of verifying an access token. */
public sealed interface AccessTokenVerdict {

    /** The session id in the token; null if the token is invalid. */
    SessionId sid();

    /** Genuine and not expired. */
    record Valid(AccessTokenClaims claims) implements AccessTokenVerdict {

        @Override
        public SessionId sid() {
            return claims.sid();
        }
    }

    /** Genuine and expired. */
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
