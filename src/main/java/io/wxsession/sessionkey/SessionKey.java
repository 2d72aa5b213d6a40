package io.wxsession.sessionkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.wxsession.config.Secret;

/**
 * A session_key of WeChat. It leaves the process only sealed.
 *
 * @param text base64 of 16 bytes; signatures are made with the text, ciphers with the bytes
 */
public record SessionKey(Secret text) {

    /** Whether rawData was signed with it: hex of SHA-1 over rawData and key. WeChat documentation: 开放数据校验与解密. */
    boolean hasSigned(Secret rawData, Secret signature) {
        try {
            byte[] expected = MessageDigest.getInstance("SHA-1").digest((rawData.value() + text.value()).getBytes(UTF_8));
            return MessageDigest.isEqual(HexFormat.of().formatHex(expected).getBytes(UTF_8), signature.value().getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The user-state signature of calls to WeChat: hex of HMAC-SHA256, lower case. WeChat documentation: 用户登录态签名. */
    public String sign(String data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.value().getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(data.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decrypts AES-128-CBC with PKCS#7.
     *
     * @throws GeneralSecurityException if the padding shows that it was encrypted with another key
     */
    byte[] decrypt(byte[] data, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(Base64.getDecoder().decode(text.value()), "AES"),
                new IvParameterSpec(iv));
        return cipher.doFinal(data);
    }
}
