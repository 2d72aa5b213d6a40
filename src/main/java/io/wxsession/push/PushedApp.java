package io.wxsession.push;

import java.util.Base64;
import java.util.Optional;

import io.wxsession.config.Secret;
import io.wxsession.wechat.app.App;

/**
 * A mini-program with message push.
 *
 * @param id the AppID
 * @param token the token that signs pushes
 * @param aesKey the key that encrypts pushes; if present, plain pushes are refused
 */
record PushedApp(String id, Secret token, Optional<byte[]> aesKey) {

    /** The app; empty if it has no push token. */
    static Optional<PushedApp> of(App app) {
        return app.pushToken().map(token -> new PushedApp(app.id(), token, app.pushAesKey().map(PushedApp::aesKey)));
    }

    /** WeChat shows the key without the padding character of its base64. */
    private static byte[] aesKey(Secret encodingAesKey) {
        return Base64.getDecoder().decode(encodingAesKey.value() + "=");
    }
}
