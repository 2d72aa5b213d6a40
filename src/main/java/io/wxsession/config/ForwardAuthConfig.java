package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** What forward authentication tells a gateway about an accepted request. */
public interface ForwardAuthConfig {

    /** Whether the response carries openid and unionid. */
    @WithDefault("false")
    boolean exposeOpenid();

    /** Whether the response carries a signed assertion. */
    @WithDefault("false")
    boolean assertion();

    /** The {@code aud} claim of the assertion. It must differ from the {@code aud} claim of access tokens. */
    @WithDefault("wxsession-backend")
    String audience();
}
