package io.wxsession.wechat;

import java.util.Locale;

/** The calls to WeChat, by the last part of their paths. */
public enum WechatOperation {
    /** Exchanges a login code. */
    JSCODE2SESSION("/sns/jscode2session"),
    /** Gives the access_token. */
    STABLE_TOKEN("/cgi-bin/stable_token"),
    /** Exchanges a phone code. */
    GETUSERPHONENUMBER("/wxa/business/getuserphonenumber"),
    /** Checks a session_key. */
    CHECKSESSION("/wxa/checksession"),
    /** Replaces a session_key. */
    RESETUSERSESSIONKEY("/wxa/resetusersessionkey");

    private final String path;

    WechatOperation(String path) {
        this.path = path;
    }

    /** The path of the call, the same as in {@link WechatApi}. */
    public String path() {
        return path;
    }

    /** The metric label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
