package io.wxsession.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** How long sessions live and how many a user may have. */
public interface SessionConfig {

    /** A session ends when it was not refreshed for this long. */
    @WithDefault("7D")
    Duration idleTimeout();

    /** A session ends this long after its login, whatever happens. */
    @WithDefault("30D")
    Duration absoluteLifetime();

    /** How many sessions a user of one app may have; a login beyond it ends the oldest. */
    @WithDefault("5")
    int maxPerUser();
}
