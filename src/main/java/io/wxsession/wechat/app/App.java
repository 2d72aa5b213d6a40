package io.wxsession.wechat.app;

import java.util.Optional;

import io.wxsession.config.AppConfig;
import io.wxsession.config.Secret;

/**
 * A configured mini-program.
 *
 * @param id the AppID
 * @param secret the AppSecret
 * @param previousSecret the AppSecret before a reset, while both are tried
 * @param pushToken the token of its message push
 * @param pushAesKey the EncodingAESKey of its message push, 43 characters
 */
public record App(String id, Secret secret, Optional<Secret> previousSecret, Optional<Secret> pushToken,
        Optional<Secret> pushAesKey) {

    static App of(AppConfig config) {
        return new App(config.appId(), config.appSecret(), config.appSecretPrevious(), config.pushToken(), config.pushAesKey());
    }
}
