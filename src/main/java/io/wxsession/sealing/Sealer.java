package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Seals small secrets for Redis with AES-256-GCM (NIST SP 800-38D). The associated data names the owner, so a sealed value that
 * is copied to another owner cannot be opened.
 */
@ApplicationScoped
public class Sealer {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private static final int FINGERPRINT_BYTES = 16;

    private final KeyRing ring;
    private final SubKeys fingerprintKeys;
    private final SecureRandom random = new SecureRandom();

    Sealer(KeyRing ring) {
        this.ring = ring;
        this.fingerprintKeys = ring.subKeys("wxsession fingerprint");
    }

    /** Seals {@code secret} under the ring's first key. */
    public SealedValue seal(String secret, String associatedData) {
        KeyRing.Key key = ring.sealing();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.secret(), nonce, 0, associatedData);
            byte[] plain = secret.getBytes(UTF_8);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return SealedValue.of(key.id(), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * Fingerprints to compare two secrets of one owner without opening them: 128 bits of HMAC-SHA256 under each key of the
     * ring, so that a secret is recognised after the order of the keys has changed.
     */
    public List<String> fingerprints(String secret, String associatedData) {
        return fingerprintKeys.all().stream().map(key -> fingerprint(key, secret, associatedData)).toList();
    }

    private static String fingerprint(HmacKey key, String secret, String associatedData) {
        byte[] mac = key.mac(associatedData + '\0' + secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, FINGERPRINT_BYTES));
    }

    /** Opens a sealed value; empty if its key is not in the ring, the owner differs, or the value was changed. */
    public Optional<String> open(SealedValue sealed, String associatedData) {
        return ring.byId(sealed.keyId()).flatMap(key -> open(key, sealed.bytes(), sealed.offset(), associatedData));
    }

    private static Optional<String> open(KeyRing.Key key, byte[] sealed, int offset, String associatedData) {
        int ciphertext = offset + NONCE_BYTES;
        if (sealed.length < ciphertext) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.secret(), sealed, offset, associatedData);
            return Optional.of(new String(cipher.doFinal(sealed, ciphertext, sealed.length - ciphertext), UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, int offset, String associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
        cipher.updateAAD(associatedData.getBytes(UTF_8));
        return cipher;
    }
}
