package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A secret as Redis keeps it. Stored as bytes, it is short enough for the compact form of a hash.
 *
 * @param bytes the id of the sealing key, a dot, then nonce, ciphertext and tag
 */
public record SealedValue(byte[] bytes) {

    private static final byte SEPARATOR = '.';

    static SealedValue of(String keyId, byte[] sealed) {
        byte[] bytes = Arrays.copyOf((keyId + (char) SEPARATOR).getBytes(ISO_8859_1), keyId.length() + 1 + sealed.length);
        System.arraycopy(sealed, 0, bytes, keyId.length() + 1, sealed.length);
        return new SealedValue(bytes);
    }

    /** The id of the key that sealed it, or an empty text if it has none. */
    String keyId() {
        return new String(bytes, 0, separator(), ISO_8859_1);
    }

    /** Where nonce, ciphertext and tag begin. */
    int offset() {
        return separator() + 1;
    }

    private int separator() {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == SEPARATOR) {
                return i;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedValue value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
