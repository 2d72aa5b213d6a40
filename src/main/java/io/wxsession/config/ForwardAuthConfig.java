package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** What gateways are told about an accepted request. */
public interface ForwardAuthConfig {

    /** Whether openid and unionid are passed on. */
    @WithDefault("false")
    boolean exposeOpenid();

    /** Whether a signed assertion is passed on. */
    @WithDefault("false")
    boolean assertion();

    /** The {@code aud} of the assertion, never that of the access tokens. */
    @WithDefault("wxsession-backend")
    String audience();
}
