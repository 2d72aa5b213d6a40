package io.wxsession.keyspace;

import java.util.Base64;
import java.util.Optional;

/**
 * The public name of a session: its partition and 128 bits of SHA-256 of its id, as base64url. It is no
 * credential.
 *
 * @param value the 24 characters
 */
public record SessionHandle(String value) {

    static final int DIGEST_BYTES = 16;
    private static final int LENGTH = 24;

    /** Reads one; empty if the text does not have the form of one. */
    public static Optional<SessionHandle> parse(String text) {
        return SessionId.decode(text, LENGTH).map(bytes -> new SessionHandle(text));
    }

    /** The partition that it names. */
    public Partition partition() {
        return Partition.in(Base64.getUrlDecoder().decode(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
