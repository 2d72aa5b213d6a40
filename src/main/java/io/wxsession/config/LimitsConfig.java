package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** Rate limits, each {@code <count>/<duration>}, {@code 0} for none. */
public interface LimitsConfig {

    /** Logins a client address. Off by default: mobile carriers put thousands of phones behind one address. */
    @WithDefault("0")
    Limit loginPerClient();

    /** Failed logins a client address. */
    @WithDefault("60/1M")
    Limit loginFailuresPerClient();

    /** Logins an app, below WeChat's own minute quota. */
    @WithDefault("6000/1M")
    Limit loginPerApp();

    /** Failed decryptions a session. */
    @WithDefault("10/1M")
    Limit decryptFailuresPerSession();

    /** Refused bindings a user, over all of the user's sessions. */
    @WithDefault("10/10M")
    Limit bindingFailuresPerUser();
}
