package io.wxsession.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts pushes: AES-256-CBC over 16 random bytes, the length, the message and the AppID. The padding fills blocks of 32
 * bytes, so the JDK's PKCS5Padding, which fills blocks of 16, cannot remove it. WeChat documentation: 消息推送.
 */
final class PushCipher {

    private static final int BLOCK = 32;
    private static final int IV = 16;
    private static final int RANDOM = 16;

    private PushCipher() {
    }

    /** The message; empty if it was not encrypted with this key for this app. */
    static Optional<String> open(byte[] key, String appId, String encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, IV)));
            return unpadded(cipher.doFinal(Base64.getDecoder().decode(encrypted))).flatMap(plain -> message(plain, appId));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> unpadded(byte[] padded) {
        int pad = padded.length == 0 ? 0 : padded[padded.length - 1];
        return pad >= 1 && pad <= BLOCK && pad <= padded.length
                ? Optional.of(Arrays.copyOf(padded, padded.length - pad))
                : Optional.empty();
    }

    private static Optional<String> message(byte[] plain, String appId) {
        if (plain.length < RANDOM + Integer.BYTES) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(plain).getInt(RANDOM);
        int start = RANDOM + Integer.BYTES;
        if (length < 0 || length > plain.length - start) {
            return Optional.empty();
        }
        String addressee = new String(plain, start + length, plain.length - start - length, UTF_8);
        return addressee.equals(appId) ? Optional.of(new String(plain, start, length, UTF_8)) : Optional.empty();
    }
}
