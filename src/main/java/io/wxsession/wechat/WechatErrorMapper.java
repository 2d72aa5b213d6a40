package io.wxsession.wechat;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.log.LogInterval;
import io.wxsession.wechat.app.App;

/** Maps WeChat's errcodes to problems and logs them, at most once a minute per app and errcode. */
@Singleton
class WechatErrorMapper {

    /** Apps and errcodes are few. */
    private final LogInterval lines = new LogInterval(Duration.ofMinutes(1));

    /** Logs that WeChat refuses the app's configuration. */
    void misconfigured(App app, WechatResponse response) {
        if (lines.isDue(app.id() + response.errcode())) {
            Log.errorf("WeChat refuses app %s with errcode %d (rid %s): check its AppID, AppSecret, IP allow-list and state",
                    app.id(), response.errcode(), response.rid());
        }
    }

    /** Logs an errcode that does not refer to the request. */
    private void failing(App app, WechatResponse response) {
        if (lines.isDue(app.id() + response.errcode())) {
            Log.warnf("WeChat answered app %s with errcode %d (rid %s)", app.id(), response.errcode(), response.rid());
        }
    }

    /** What an errcode says about the request; empty if it says nothing. Errors that the operator can act on are logged. */
    Optional<WechatErrorCode> reason(App app, WechatResponse response) {
        Optional<WechatErrorCode> reason = WechatErrorCode.of(response.errcode());
        if (reason.isEmpty()) {
            failing(app, response);
        } else if (reason.get() == WechatErrorCode.MISCONFIGURED) {
            misconfigured(app, response);
        }
        return reason;
    }

    /** The problem for an errcode. */
    Problem problem(App app, WechatResponse response) {
        return reason(app, response).map(WechatErrorCode::problem)
                .orElseGet(() -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE));
    }
}
