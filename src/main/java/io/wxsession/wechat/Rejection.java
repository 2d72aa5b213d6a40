package io.wxsession.wechat;

import java.util.Optional;
import java.util.Set;

/** Why WeChat refuses a call, from its errcode. WeChat documentation: 小程序登录凭证校验, 全局返回码. */
public enum Rejection {
    /** The code is wrong, expired or another app's. */
    CODE_INVALID(40029, 41008),
    /** The code was exchanged before. */
    CODE_USED(40163),
    /** WeChat considers the user a risk. */
    LOGIN_BLOCKED(40226),
    /** The quota of this minute is used up. */
    RATE_LIMITED(45011),
    /** AppID, secret, address allow-list or account state: only the operator can help. */
    MISCONFIGURED(40013, 40125, 40164, 40243, 41002, 41004, 48001, 50002, 50007,
            89500, 89501, 89502, 89503, 89504, 89505, 89506, 89507, 89508, 89509);

    private final Set<Integer> errcodes;

    Rejection(Integer... errcodes) {
        this.errcodes = Set.of(errcodes);
    }

    /** The reason behind an errcode; empty if it means that WeChat has a problem of its own, or one we do not know. */
    static Optional<Rejection> of(int errcode) {
        for (Rejection rejection : values()) {
            if (rejection.errcodes.contains(errcode)) {
                return Optional.of(rejection);
            }
        }
        return Optional.empty();
    }
}
