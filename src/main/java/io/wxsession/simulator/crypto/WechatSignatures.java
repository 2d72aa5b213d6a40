package io.wxsession.simulator.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** WeChat's signatures in lower-case hex. */
public final class WechatSignatures {

    private WechatSignatures() {
    }

    /** HMAC-SHA256 with the text of the session_key as key. WeChat does not decode it from base64 first. */
    public static String hmacSha256(String sessionKey, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sessionKey.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature of rawData. */
    public static String rawData(String rawData, String sessionKey) {
        return sha1(rawData + sessionKey);
    }

    /** The signature of a push: SHA-1 over its sorted parts. */
    public static String push(String... parts) {
        String[] sorted = parts.clone();
        Arrays.sort(sorted);
        return sha1(String.join("", sorted));
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
