package io.wxsession.push;

import java.util.Base64;
import java.util.Optional;

import io.wxsession.config.AppConfig;

/**
 * A mini-program whose messages WeChat pushes to us.
 *
 * @param id its AppID
 * @param token what signs the pushes
 * @param aesKey what encrypts them, if they are; then nothing else is accepted
 */
record PushedApp(String id, String token, Optional<byte[]> aesKey) {

    /** The app, unless it has no token, which is to say that it wants no pushes. */
    static Optional<PushedApp> of(AppConfig app) {
        return app.pushToken().map(token -> new PushedApp(app.appId(), token, app.pushAesKey().map(PushedApp::aesKey)));
    }

    /** WeChat shows the key without the last character of its base64. */
    private static byte[] aesKey(String encodingAesKey) {
        return Base64.getDecoder().decode(encodingAesKey + "=");
    }

    @Override
    public String toString() {
        return "PushedApp[" + id + "]";
    }
}
