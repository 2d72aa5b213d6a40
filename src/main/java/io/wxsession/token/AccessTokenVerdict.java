package io.wxsession.token;

/** What a presented access token is worth. */
public sealed interface AccessTokenVerdict {

    /**
     * It is ours and of today.
     *
     * @param sid the session it names
     * @param issuedAt when it was signed, seconds since 1970
     * @param expiresAt when its time is over, seconds since 1970
     */
    record Valid(String sid, long issuedAt, long expiresAt) implements AccessTokenVerdict {

        @Override
        public String toString() {
            return "Valid[until " + expiresAt + "]";
        }
    }

    /**
     * It was ours, but its time is over.
     *
     * @param sid the session it names
     */
    record Expired(String sid) implements AccessTokenVerdict {

        @Override
        public String toString() {
            return "Expired";
        }
    }

    /** It is not ours. */
    record Invalid() implements AccessTokenVerdict {
    }
}
