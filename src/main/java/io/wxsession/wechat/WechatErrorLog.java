package io.wxsession.wechat;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.wxsession.log.LogInterval;
import io.wxsession.wechat.app.App;

/** Logs WeChat's errors that the operator can act on, at most once a minute per app and cause. */
@Singleton
class WechatErrorLog {

    /** Apps and causes are few. */
    private final LogInterval lines = new LogInterval(Duration.ofMinutes(1));

    /** Logs that WeChat refuses the app's configuration. */
    void logMisconfiguration(App app, WechatResponse response) {
        if (lines.isDue(app.id() + response.errcode())) {
            Log.errorf("WeChat refuses app %s with errcode %d (rid %s): check its AppID, AppSecret, IP allow-list and state",
                    app.id(), response.errcode(), response.rid());
        }
    }

    /** Logs an errcode that does not refer to the request. */
    void logUnknownErrcode(App app, WechatResponse response) {
        if (lines.isDue(app.id() + response.errcode())) {
            Log.warnf("WeChat answered app %s with errcode %d (rid %s)", app.id(), response.errcode(), response.rid());
        }
    }

    /**
     * Logs that WeChat did not respond, or not usably. The message of a transport failure may contain the URL, so it is not
     * logged.
     */
    void logUnavailable(App app, Throwable failure) {
        String cause = failure instanceof WechatFailure ? failure.getMessage() : failure.getClass().getSimpleName();
        if (lines.isDue(app.id() + cause)) {
            Log.warnf("WeChat is not available to app %s: %s", app.id(), cause);
        }
    }
}
