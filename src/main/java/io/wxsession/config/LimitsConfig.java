package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** Rate limits, each written {@code <count>/<duration>}; {@code 0} turns a limit off. */
public interface LimitsConfig {

    /** Logins per client address. Off by default: mobile carriers put thousands of phones behind one address. */
    @WithDefault("0")
    Limit loginPerClient();

    /** Failed logins per client address. */
    @WithDefault("60/1M")
    Limit loginFailuresPerClient();

    /** Logins per app, below WeChat's own quota per minute. */
    @WithDefault("6000/1M")
    Limit loginPerApp();

    /** Failed decryptions per session. */
    @WithDefault("10/1M")
    Limit decryptFailuresPerSession();

    /** Refused bindings per user, over all sessions of the user. */
    @WithDefault("10/10M")
    Limit bindingFailuresPerUser();
}
