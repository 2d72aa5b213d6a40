package io.wxsession.sealing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. Every Java platform supports it. */
public final class Sha256 {

    /** Finding the algorithm costs more than a digest, so each thread does that once. */
    private static final ThreadLocal<MessageDigest> OF_THREAD = ThreadLocal.withInitial(Sha256::digest);

    private Sha256() {
    }

    /** The 32 bytes of the digest. */
    public static byte[] of(byte[] message) {
        return OF_THREAD.get().digest(message);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
