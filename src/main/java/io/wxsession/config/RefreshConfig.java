package io.wxsession.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** Rotation of refresh tokens. */
public interface RefreshConfig {

    /** How long the previous refresh token is still answered, for lost answers and racing pages. */
    @WithDefault("30S")
    Duration reuseWindow();
}
