package io.wxsession.wechat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;

import io.quarkus.logging.Log;
import io.wxsession.log.FailureCause;
import io.wxsession.log.OutageLines;
import io.wxsession.wechat.app.App;

/** Warns that WeChat is not available to an app, once a minute for each cause, and says when it is again. */
@Singleton
class WechatOutageLog {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** By AppID. */
    private final Map<String, OutageLines> outages = new ConcurrentHashMap<>();

    /**
     * To be called when WeChat did not respond, or not usably. The message of a transport failure may contain the URL, so it is
     * not logged.
     */
    void failed(App app, Throwable failure) {
        String cause = cause(failure);
        if (outages.computeIfAbsent(app.id(), id -> new OutageLines(INTERVAL, OutageLines.QUIET)).failureIsDue(cause)) {
            Log.warnf("WeChat is not available to app %s: %s", app.id(), cause);
        }
    }

    /** To be called with each usable response, also with an error of WeChat. */
    void answered(App app) {
        OutageLines outage = outages.get(app.id());
        if (outage != null && outage.recoveryIsDue()) {
            Log.infof("WeChat is available to app %s again: no call has failed for %d seconds", app.id(),
                    OutageLines.QUIET.toSeconds());
        }
    }

    /** The REST client throws every status other than success. */
    private static String cause(Throwable failure) {
        if (failure instanceof WebApplicationException response) {
            return "HTTP status " + response.getResponse().getStatus();
        }
        return failure instanceof WechatFailure ? failure.getMessage() : FailureCause.of(failure);
    }
}
