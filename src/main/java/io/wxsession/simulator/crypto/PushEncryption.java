package io.wxsession.simulator.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts pushes as WeChat does: AES-256-CBC, padded to 32 bytes. WeChat documentation: 消息推送. */
public final class PushEncryption {

    private static final int BLOCK = 32;
    private static final int IV_LENGTH = 16;

    private PushEncryption() {
    }

    /**
     * Encrypts a message.
     *
     * @param encodingAesKey 43 characters of base64; the iv is the first half of the key
     * @param random 16 characters
     * @param appId the AppID of the receiving app
     * @return the encrypted message in base64
     */
    public static String encrypt(String encodingAesKey, String random, String message, String appId) {
        byte[] key = Base64.getDecoder().decode(encodingAesKey + "=");
        byte[] text = message.getBytes(UTF_8);
        byte[] plain = pad(ByteBuffer.allocate(random.length() + Integer.BYTES + text.length + appId.length())
                .put(random.getBytes(UTF_8)).putInt(text.length).put(text).put(appId.getBytes(UTF_8)).array());
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, IV_LENGTH));
            return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pad(byte[] plain) {
        int padding = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + padding);
        Arrays.fill(padded, plain.length, padded.length, (byte) padding);
        return padded;
    }
}
