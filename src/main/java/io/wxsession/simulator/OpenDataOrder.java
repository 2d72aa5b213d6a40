package io.wxsession.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.SimulatedApps.SimulatedApp;

/** Makes encrypted data for a phone, right or with what attackers and accidents change in it. */
record OpenDataOrder(SimulatedApp app, String user, SessionKeys keys, Instant now, JsonObject knobs) {

    /** What the phone gets. */
    JsonObject fill() {
        OpenData kind = OpenData.byWord(knobs.getString("kind"));
        String key = key();
        byte[] plain = knobs.getString("plaintext", plaintext(kind)).getBytes(UTF_8);
        byte[] iv = OpenDataCipher.newIv();
        byte[] encrypted = OpenDataCipher.encrypt(key, iv, plain);
        if (knobs.getBoolean("luckyPadding", false)) {
            String right = keys.current(openid());
            while (!OpenDataCipher.looksRight(right, iv, encrypted)) {
                iv = OpenDataCipher.newIv();
                encrypted = OpenDataCipher.encrypt(key, iv, plain);
            }
        }
        if (knobs.containsKey("forgedStart")) {
            iv = OpenDataCipher.forge(iv, plain, knobs.getString("forgedStart").getBytes(UTF_8));
        }
        JsonObject answer = new JsonObject().put("encryptedData", base64(encrypted)).put("iv", base64(iv));
        if (kind.profile() != null) {
            String rawData = kind.profile().encode();
            answer.put("rawData", rawData).put("signature", Signatures.rawData(rawData, key));
        }
        return answer;
    }

    private String plaintext(OpenData kind) {
        JsonObject data = kind.of(app, user, now);
        if (knobs.containsKey("openId")) {
            data.put("openId", knobs.getString("openId"));
        }
        long timestamp = knobs.getLong("watermarkTimestamp",
                now.getEpochSecond() + knobs.getLong("watermarkOffsetSeconds", 0L));
        return data.put("watermark", new JsonObject().put("timestamp", timestamp)
                .put("appid", knobs.getString("watermarkAppId", app.id()))).encode();
    }

    private String key() {
        String choice = knobs.getBoolean("luckyPadding", false) ? "foreign" : knobs.getString("key", "current");
        return switch (choice) {
            case "current" -> keys.current(openid());
            case "previous" -> {
                List<String> history = keys.history(openid());
                if (history.size() < 2) {
                    throw new IllegalArgumentException("there is no previous key");
                }
                yield history.get(1);
            }
            case "foreign" -> base64(OpenDataCipher.newIv());
            default -> throw new IllegalArgumentException("key is current, previous or foreign");
        };
    }

    private String openid() {
        return Identities.openid(app.id(), user);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
