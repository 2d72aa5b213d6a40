package io.wxsession.wechat;

import java.util.Locale;

/** The calls to WeChat, by the last part of their paths. */
enum WechatOperation {
    JSCODE2SESSION,
    STABLE_TOKEN,
    GETUSERPHONENUMBER,
    CHECKSESSION,
    RESETUSERSESSIONKEY;

    /** The metric label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
