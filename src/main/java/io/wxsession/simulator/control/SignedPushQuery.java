package io.wxsession.simulator.control;

import java.util.LinkedHashMap;
import java.util.Map;

import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.crypto.RandomText;
import io.wxsession.simulator.crypto.WechatSignatures;
import io.wxsession.simulator.state.PushTarget;

/** The query of a push, which proves that WeChat sends it. A {@code bad} one has a wrong signature. */
record SignedPushQuery(PushTarget target, String timestamp, String nonce, boolean bad) {

    private static final int NONCE_LENGTH = 9;

    static SignedPushQuery of(PushTarget target, long now, JsonObject options) {
        return new SignedPushQuery(target, Long.toString(now + options.getLong("timestampOffset", 0L)),
                options.getString("nonce", RandomText.digits(NONCE_LENGTH)), options.getBoolean("badSignature", false));
    }

    /** The query of a push in plain text. */
    Map<String, String> plain() {
        Map<String, String> query = new LinkedHashMap<>();
        String signature = WechatSignatures.push(target.token(), timestamp, nonce);
        query.put("signature", bad ? broken(signature) : signature);
        query.put("timestamp", timestamp);
        query.put("nonce", nonce);
        return query;
    }

    /** The query of an encrypted push. A bad one has a wrong msg_signature, but a correct signature. */
    Map<String, String> safe(String encrypted) {
        Map<String, String> query = new SignedPushQuery(target, timestamp, nonce, false).plain();
        String signature = WechatSignatures.push(target.token(), timestamp, nonce, encrypted);
        query.put("encrypt_type", "aes");
        query.put("msg_signature", bad ? broken(signature) : signature);
        return query;
    }

    private static String broken(String signature) {
        return (signature.charAt(0) == '0' ? '1' : '0') + signature.substring(1);
    }
}
