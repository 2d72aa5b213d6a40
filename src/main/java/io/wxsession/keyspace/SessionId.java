package io.wxsession.keyspace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import io.wxsession.config.Redacted;
import io.wxsession.sealing.Sha256;

/**
 * The secret id of a session, known only to its phone: 2 bytes that name the partition and 24 random ones, as base64url.
 *
 * @param value the 35 characters
 */
public record SessionId(String value) implements Redacted {

    private static final int LENGTH = 35;

    /** Reads one; empty if the text does not have the form of one. */
    public static Optional<SessionId> parse(String text) {
        return decode(text, LENGTH).map(bytes -> new SessionId(text));
    }

    /** The public name of the session, under which Redis keeps it. */
    public SessionHandle handle() {
        byte[] digest = Sha256.of(value.getBytes(US_ASCII));
        Partition partition = Partition.in(Base64.getUrlDecoder().decode(value));
        return new SessionHandle(partition.id(Arrays.copyOf(digest, SessionHandle.DIGEST_BYTES)));
    }

    /** The bytes of an id; empty unless it is in canonical base64url and names a partition. */
    static Optional<byte[]> decode(String text, int length) {
        if (text == null || text.length() != length) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
            return canonical && Partition.in(bytes) != null ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return PLACEHOLDER;
    }
}
