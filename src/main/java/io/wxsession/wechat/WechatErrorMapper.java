package io.wxsession.wechat;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.wechat.app.App;

/** Maps WeChat's errors to reasons and problems. Those that the operator can act on go to the log. */
@Singleton
class WechatErrorMapper {

    private final WechatErrorLog log;

    WechatErrorMapper(WechatErrorLog log) {
        this.log = log;
    }

    /** What an errcode says about the request; empty if it says nothing. */
    Optional<WechatErrorCode> reason(App app, WechatResponse response) {
        Optional<WechatErrorCode> reason = WechatErrorCode.of(response.errcode());
        if (reason.isEmpty()) {
            log.logUnknownErrcode(app, response);
        } else if (reason.get() == WechatErrorCode.MISCONFIGURED) {
            log.logMisconfiguration(app, response);
        }
        return reason;
    }

    /** The problem for an errcode. */
    Problem problem(App app, WechatResponse response) {
        return reason(app, response).map(WechatErrorCode::problem)
                .orElseGet(() -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE));
    }

    /** The problem for a call without a usable response. */
    Problem problem(App app, Throwable failure) {
        log.logUnavailable(app, failure);
        return Problem.of(ProblemCode.WECHAT_UNAVAILABLE);
    }
}
