package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of HMAC-SHA256 (RFC 2104). */
public final class HmacKey {

    private static final String ALGORITHM = "HmacSHA256";

    /** Finding the algorithm and preparing the key cost more than a mac, so each thread does that once. */
    private final ThreadLocal<Mac> ofThread;

    HmacKey(byte[] secret) {
        this.ofThread = ThreadLocal.withInitial(() -> prepared(secret));
    }

    /** The 32 bytes of the mac of a text in UTF-8. */
    public byte[] mac(String text) {
        return mac(text.getBytes(UTF_8));
    }

    /** The 32 bytes of the mac. */
    public byte[] mac(byte[] message) {
        return ofThread.get().doFinal(message);
    }

    private static Mac prepared(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }
}
