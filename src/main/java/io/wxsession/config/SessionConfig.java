package io.wxsession.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** Lifetime and number of sessions. */
public interface SessionConfig {

    /** A session that is not refreshed for this long ends. */
    @WithDefault("7D")
    Duration idleTimeout();

    /** A session ends this long after its login, even if it was refreshed. */
    @WithDefault("30D")
    Duration absoluteLifetime();

    /** The maximum number of sessions of a user in one app. A login above the maximum ends the oldest session. */
    @WithDefault("5")
    int maxPerUser();
}
