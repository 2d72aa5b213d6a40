package io.wxsession.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.crypto.OpenDataEncryption;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.crypto.WechatSignatures;
import io.wxsession.simulator.state.SimulatedApp;
import io.wxsession.simulator.state.SimulatedSessionKeys;

/**
 * Builds encrypted open data for a phone.
 *
 * @param options the {@code kind}, and what is unusual about the data
 */
record OpenDataBuilder(SimulatedApp app, String user, SimulatedSessionKeys keys, Instant now, JsonObject options) {

    /** The response of WeChat to the phone. */
    JsonObject build() {
        OpenDataKind kind = OpenDataKind.byWord(options.getString("kind"));
        String key = key();
        byte[] plain = options.getString("plaintext", plaintext(kind)).getBytes(UTF_8);
        byte[] iv = OpenDataEncryption.newIv();
        byte[] encrypted = OpenDataEncryption.encrypt(key, iv, plain);
        if (options.getBoolean("luckyPadding", false)) {
            String current = keys.current(openid());
            while (!OpenDataEncryption.hasValidPadding(current, iv, encrypted)) {
                iv = OpenDataEncryption.newIv();
                encrypted = OpenDataEncryption.encrypt(key, iv, plain);
            }
        }
        if (options.containsKey("forgedStart")) {
            iv = OpenDataEncryption.forge(iv, plain, options.getString("forgedStart").getBytes(UTF_8));
        }
        JsonObject response = new JsonObject().put("encryptedData", base64(encrypted)).put("iv", base64(iv));
        if (kind.profile() != null) {
            String rawData = kind.profile().encode();
            response.put("rawData", rawData).put("signature", WechatSignatures.rawData(rawData, key));
        }
        return response;
    }

    private String plaintext(OpenDataKind kind) {
        JsonObject data = kind.of(app, user, now);
        if (options.containsKey("openId")) {
            data.put("openId", options.getString("openId"));
        }
        long timestamp = options.getLong("watermarkTimestamp",
                now.getEpochSecond() + options.getLong("watermarkOffsetSeconds", 0L));
        return data.put("watermark", new JsonObject().put("timestamp", timestamp)
                .put("appid", options.getString("watermarkAppId", app.id()))).encode();
    }

    private String key() {
        String choice = options.getBoolean("luckyPadding", false) ? "foreign" : options.getString("key", "current");
        return switch (choice) {
            case "current" -> keys.current(openid());
            case "previous" -> {
                List<String> history = keys.history(openid());
                if (history.size() < 2) {
                    throw new IllegalArgumentException("there is no previous key");
                }
                yield history.get(1);
            }
            case "foreign" -> base64(OpenDataEncryption.newIv());
            default -> throw new IllegalArgumentException("key is current, previous or foreign");
        };
    }

    private String openid() {
        return WechatIds.openid(app.id(), user);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
