package io.wxsession.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The signature of WeChat's pushes: SHA-1 over the sorted parts. WeChat documentation: 消息推送. */
final class PushSignature {

    private PushSignature() {
    }

    static boolean verify(String signature, String... parts) {
        if (signature == null || Stream.of(parts).anyMatch(part -> part == null)) {
            return false;
        }
        return MessageDigest.isEqual(of(parts).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    static String of(String... parts) {
        try {
            String sorted = Stream.of(parts).sorted().collect(Collectors.joining());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(sorted.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
