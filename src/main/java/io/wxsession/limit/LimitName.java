package io.wxsession.limit;

import java.util.Locale;

/** What is limited. */
public enum LimitName {
    /** Logins of an app. */
    LOGIN_APP,
    /** Logins from an address. */
    LOGIN_CLIENT,
    /** Failed logins from an address. */
    LOGIN_FAILURES,
    /** Failed decryptions of a session. */
    DECRYPT,
    /** Failed bindings of a user. */
    BINDING,
    /** Failed fetches of a user's phone number. */
    PHONE;

    /** The name in Redis, logs and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
