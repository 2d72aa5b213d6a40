package io.wxsession.sessionkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.Problem.Violation;

/** Data that WeChat encrypted with a session_key. WeChat documentation: 开放数据校验与解密. */
final class EncryptedData {

    private static final int BLOCK = 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] data;
    private final byte[] iv;

    private EncryptedData(byte[] data, byte[] iv) {
        this.data = data;
        this.iv = iv;
    }

    /** Reads the parameters of a request; throws {@code invalid_request} with the fields at fault. */
    static EncryptedData parse(Secret encryptedData, Secret iv) {
        List<Violation> violations = new ArrayList<>();
        Optional<byte[]> data = base64(encryptedData.value());
        Optional<byte[]> vector = base64(iv.value());
        if (data.filter(bytes -> bytes.length > 0 && bytes.length % BLOCK == 0).isEmpty()) {
            violations.add(new Violation("encryptedData", "is not the base64 of whole blocks of 16 bytes"));
        }
        if (vector.filter(bytes -> bytes.length == BLOCK).isEmpty()) {
            violations.add(new Violation("iv", "is not the base64 of 16 bytes"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).exception();
        }
        return new EncryptedData(data.orElseThrow(), vector.orElseThrow());
    }

    /** Accepts canonical base64 only. A space in place of a plus shows that a client damaged the data. */
    private static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Optional.of(bytes).filter(it -> Base64.getEncoder().encodeToString(it).equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The JSON object inside; empty if it was not encrypted with this key. */
    Optional<ObjectNode> open(SessionKey key) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key.decrypt(data, iv))).toString();
            return JSON.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
