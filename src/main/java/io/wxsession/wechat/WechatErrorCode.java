package io.wxsession.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;

/** The reasons for which WeChat refuses a call, by errcode. WeChat documentation: 小程序登录凭证校验, 全局返回码. */
public enum WechatErrorCode {
    /** The code is wrong, expired, or of another app. */
    CODE_INVALID(40029, 41008),
    /** The code was already exchanged. */
    CODE_USED(40163),
    /** WeChat blocks the user as a risk. */
    LOGIN_BLOCKED(40226),
    /** The quota of this minute or day is used up. */
    RATE_LIMITED(45009, 45011),
    /** AppID, AppSecret, IP allow-list or account state is wrong: the operator must act. */
    MISCONFIGURED(40013, 40125, 40164, 40243, 41002, 41004, 48001, 50002, 50007,
            89500, 89501, 89502, 89503, 89504, 89505, 89506, 89507, 89508, 89509);

    private static final int SECONDS_A_MINUTE = 60;

    private final Set<Integer> errcodes;

    WechatErrorCode(Integer... errcodes) {
        this.errcodes = Set.of(errcodes);
    }

    /** The reason for an errcode; empty for an error of WeChat itself and for an unknown errcode. */
    static Optional<WechatErrorCode> of(int errcode) {
        for (WechatErrorCode reason : values()) {
            if (reason.errcodes.contains(errcode)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** The problem for our caller. */
    public Problem problem() {
        return switch (this) {
            case CODE_INVALID -> Problem.of(ProblemCode.CODE_INVALID);
            case CODE_USED -> Problem.of(ProblemCode.CODE_USED);
            case LOGIN_BLOCKED -> Problem.of(ProblemCode.LOGIN_BLOCKED);
            case MISCONFIGURED -> Problem.of(ProblemCode.WECHAT_MISCONFIGURED);
            case RATE_LIMITED -> Problem.retryable(ProblemCode.RATE_LIMITED, untilNextMinute());
        };
    }

    /** What WeChat says about 45011: "must slower, retry next minute". A quota of a day may be raised at any time. */
    private static Duration untilNextMinute() {
        return Duration.ofSeconds(SECONDS_A_MINUTE - Instant.now().getEpochSecond() % SECONDS_A_MINUTE);
    }
}
