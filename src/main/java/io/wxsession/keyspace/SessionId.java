package io.wxsession.keyspace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import io.wxsession.sealing.Sha256;

/**
 * The secret name of a session, known to its phone alone: 2 bytes that name the partition and 24 random ones, as base64url.
 *
 * @param value the 35 characters
 */
public record SessionId(String value) {

    private static final int LENGTH = 35;

    /** Reads one; empty unless it could be ours. */
    public static Optional<SessionId> parse(String text) {
        return decode(text, LENGTH).map(bytes -> new SessionId(text));
    }

    /** The name under which Redis keeps the session, safe to show. */
    public SessionHandle handle() {
        byte[] digest = Sha256.of(value.getBytes(US_ASCII));
        Partition partition = Partition.in(Base64.getUrlDecoder().decode(value));
        return new SessionHandle(partition.id(Arrays.copyOf(digest, SessionHandle.DIGEST_BYTES)));
    }

    /** The bytes of an id of ours in its one canonical spelling, or empty. */
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
        return "SessionId[…]";
    }
}
