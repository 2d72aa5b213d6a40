package io.wxsession.simulator;

import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** How WeChat encrypts data for a phone: AES-128-CBC under the session_key, padded to 16 bytes and without a MAC. */
final class OpenDataEncryption {

    private static final int BLOCK = 16;

    private OpenDataEncryption() {
    }

    static byte[] newIv() {
        return RandomText.bytes(BLOCK);
    }

    static byte[] encrypt(String sessionKey, byte[] iv, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, sessionKey, iv).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the padding looks right under that key, as it does under one wrong key in 250. */
    static boolean looksRight(String sessionKey, byte[] iv, byte[] encrypted) {
        try {
            cipher(Cipher.DECRYPT_MODE, sessionKey, iv).doFinal(encrypted);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The iv with which the first block reads otherwise, as nothing keeps a phone from sending it. */
    static byte[] forge(byte[] iv, byte[] plain, byte[] wanted) {
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
