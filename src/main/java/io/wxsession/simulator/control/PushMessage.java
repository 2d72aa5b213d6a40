package io.wxsession.simulator.control;

import java.util.Locale;
import java.util.Map;

import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.crypto.PushEncryption;
import io.wxsession.simulator.crypto.RandomText;
import io.wxsession.simulator.state.PushTarget;

/**
 * A push message.
 *
 * @param query the query with the signature
 * @param body the event in plain text, encrypted, or both
 */
record PushMessage(Map<String, String> query, String contentType, String body) {

    private static final int RANDOM_LENGTH = 16;

    static PushMessage of(PushTarget target, JsonObject event, long now, JsonObject options) {
        PushFormat format = PushFormat.valueOf(options.getString("format", "json").toUpperCase(Locale.ROOT));
        boolean doctype = options.getBoolean("doctype", false);
        SignedPushQuery signed = SignedPushQuery.of(target, now, options);
        String mode = options.getString("mode", target.aesKey() == null ? "plain" : "safe");
        JsonObject content = event;
        Map<String, String> query;
        if ("plain".equals(mode)) {
            query = signed.plain();
        } else {
            if (target.aesKey() == null) {
                throw new IllegalArgumentException("the app has no aesKey");
            }
            String encrypted = PushEncryption.encrypt(target.aesKey(), RandomText.alphanumeric(RANDOM_LENGTH),
                    format.write(event, false), options.getString("insideAppId", target.appId()));
            query = signed.safe(encrypted);
            content = envelope(mode, event).put("Encrypt", encrypted);
        }
        query.put("openid", event.getString("FromUserName", ""));
        return new PushMessage(query, options.getString("contentType", format.contentType()), format.write(content, doctype));
    }

    private static JsonObject envelope(String mode, JsonObject event) {
        return switch (mode) {
            case "safe" -> new JsonObject().put("ToUserName", event.getString("ToUserName"));
            case "compatible" -> event.copy();
            default -> throw new IllegalArgumentException("mode is plain, safe or compatible");
        };
    }
}
