package io.wxsession.token;

import io.wxsession.keyspace.SessionId;

/** The result of verifying an access token. */
public sealed interface AccessTokenVerdict {

    /** Signature valid, not expired. */
    record Valid(AccessTokenClaims claims) implements AccessTokenVerdict {

        /** The session id in the token. */
        public SessionId sid() {
            return claims.sid();
        }
    }

    /** Signature valid, expired. */
    record Expired(AccessTokenClaims claims) implements AccessTokenVerdict {

        /** The session id in the token. */
        public SessionId sid() {
            return claims.sid();
        }
    }

    /** Not an access token of this service. */
    record Invalid() implements AccessTokenVerdict {
    }
}
