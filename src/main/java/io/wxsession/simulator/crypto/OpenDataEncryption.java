package io.wxsession.simulator.crypto;

import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts open data for a phone as WeChat does: AES-128-CBC with the session_key, PKCS#7 padding, no MAC. */
public final class OpenDataEncryption {

    private static final int BLOCK = 16;

    private OpenDataEncryption() {
    }

    /** A random initialization vector. */
    public static byte[] newIv() {
        return RandomText.bytes(BLOCK);
    }

    /** Encrypts with a session_key in base64. */
    public static byte[] encrypt(String sessionKey, byte[] iv, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, sessionKey, iv).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the padding is valid after decryption with this key. About one wrong key in 250 passes too. */
    public static boolean hasValidPadding(String sessionKey, byte[] iv, byte[] encrypted) {
        try {
            cipher(Cipher.DECRYPT_MODE, sessionKey, iv).doFinal(encrypted);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Changes the iv so that the first block decrypts to other text. A phone can send such an iv because there is no MAC.
     *
     * @param plain what was encrypted
     * @param wanted how the decrypted text is to begin; only the first 16 bytes count
     */
    public static byte[] forge(byte[] iv, byte[] plain, byte[] wanted) {
        byte[] forged = iv.clone();
        for (int i = 0; i < Math.min(BLOCK, wanted.length); i++) {
            forged[i] ^= (byte) (plain[i] ^ wanted[i]);
        }
        return forged;
    }

    private static Cipher cipher(int mode, String sessionKey, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(Base64.getDecoder().decode(sessionKey), "AES"), new IvParameterSpec(iv));
        return cipher;
    }
}
