package io.wxsession.config;

import java.util.Optional;

/** A mini-program as it is registered at WeChat. */
public interface AppConfig {

    /** The AppID, which begins with {@code wx}. */
    String appId();

    /** The AppSecret. */
    Secret appSecret();

    /** The AppSecret before a reset, which is tried where WeChat refuses the new one, as long as it is given. */
    Optional<Secret> appSecretPrevious();

    /** The token of WeChat's message push. Without it pushes are not accepted. */
    Optional<Secret> pushToken();

    /** The EncodingAESKey of WeChat's message push, 43 characters. If set, only encrypted pushes are accepted. */
    Optional<Secret> pushAesKey();
}
