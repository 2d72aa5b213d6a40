package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** Rate limits, each written {@code <count>/<duration>}; {@code 0} turns a limit off. */
public interface LimitsConfig {

    /**
     * Logins per client address (IPv6: a /64 network). Off by default: mobile carriers put thousands of phones behind one address.
     */
    @WithDefault("0")
    Limit loginPerClient();

    /** Failed logins per client address (IPv6: a /64 network). */
    @WithDefault("300/1M")
    Limit loginFailuresPerClient();

    /** Logins per app. Off by default: WeChat has a quota of its own, and reaching it is a matter for an alert. */
    @WithDefault("0")
    Limit loginPerApp();

    /** Failed decryptions per session. */
    @WithDefault("10/1M")
    Limit decryptFailuresPerSession();

    /** Refused bindings per user, over all sessions of the user. */
    @WithDefault("10/10M")
    Limit bindingFailuresPerUser();

    /** Phone number codes per user that WeChat refused. */
    @WithDefault("10/10M")
    Limit phoneFailuresPerUser();
}
