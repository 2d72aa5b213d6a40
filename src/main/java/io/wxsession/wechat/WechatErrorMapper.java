package io.wxsession.wechat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;

import io.quarkus.logging.Log;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.log.LogInterval;
import io.wxsession.log.OutageLines;
import io.wxsession.wechat.app.App;

/** Maps WeChat's errors to problems and logs them, at most once a minute per app and cause. */
@Singleton
class WechatErrorMapper {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Apps and causes are few. */
    private final LogInterval lines = new LogInterval(INTERVAL);
    /** By AppID. */
    private final Map<String, OutageLines> outages = new ConcurrentHashMap<>();

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

    /**
     * Logs that WeChat did not respond, or not usably. The message of a transport failure may contain the URL, so it is not
     * logged.
     */
    void unavailable(App app, Throwable failure) {
        String cause = cause(failure);
        if (outages.computeIfAbsent(app.id(), id -> new OutageLines(INTERVAL, OutageLines.QUIET)).failureIsDue(cause)) {
            Log.warnf("WeChat is not available to app %s: %s", app.id(), cause);
        }
    }

    /** The REST client throws every status other than success. */
    private static String cause(Throwable failure) {
        if (failure instanceof WebApplicationException response) {
            return "HTTP status " + response.getResponse().getStatus();
        }
        return failure instanceof WechatFailure ? failure.getMessage() : failure.getClass().getSimpleName();
    }

    /** Logs that WeChat responds usably again. To be called with each such response, also with an error of WeChat. */
    void available(App app) {
        OutageLines outage = outages.get(app.id());
        if (outage != null && outage.recoveryIsDue()) {
            Log.infof("WeChat is available to app %s again: no call has failed for %d seconds", app.id(),
                    OutageLines.QUIET.toSeconds());
        }
    }
}
