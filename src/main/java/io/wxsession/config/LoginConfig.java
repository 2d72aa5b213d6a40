package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** What a login answers. */
public interface LoginConfig {

    /** Whether the mini-program is told its user's openid. */
    @WithDefault("false")
    boolean exposeOpenid();
}
