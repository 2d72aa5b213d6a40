package io.wxsession.config;

import java.util.Optional;

/** One mini-program as registered at WeChat. */
public interface AppConfig {

    /** The AppID, {@code wx…}. */
    String appId();

    /** The AppSecret. */
    String appSecret();

    /** The token of WeChat's message push. */
    Optional<String> pushToken();

    /** The EncodingAESKey of WeChat's message push, 43 characters. With it only encrypted pushes are accepted. */
    Optional<String> pushAesKey();
}
