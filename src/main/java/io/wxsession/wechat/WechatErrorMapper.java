package io.wxsession.wechat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;

/** Maps WeChat's errors to problems and logs them, at most once a minute per app and cause. */
@Singleton
class WechatErrorMapper {

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** The time of the last log line by app and cause. Both are few, so the map stays small. */
    private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

    /** Logs that WeChat refuses the app's configuration. */
    void misconfigured(App app, WechatResponse response) {
        if (isDue(app.id() + response.errcode())) {
            Log.errorf("WeChat refuses app %s with errcode %d (rid %s): check its AppID, AppSecret, IP allow-list and state",
                    app.id(), response.errcode(), response.rid());
        }
    }

    /** Logs an errcode that does not refer to the request. */
    void failing(App app, WechatResponse response) {
        if (isDue(app.id() + response.errcode())) {
            Log.warnf("WeChat answered app %s with errcode %d (rid %s)", app.id(), response.errcode(), response.rid());
        }
    }

    /** The problem for an errcode. Errors that the operator can act on are logged. */
    Problem problem(App app, WechatResponse response) {
        Optional<WechatErrorCode> reason = WechatErrorCode.of(response.errcode());
        if (reason.isEmpty()) {
            failing(app, response);
            return Problem.of(ProblemCode.WECHAT_UNAVAILABLE);
        }
        if (reason.get() == WechatErrorCode.MISCONFIGURED) {
            misconfigured(app, response);
        }
        return reason.get().problem();
    }

    /**
     * Logs that WeChat did not respond, or not usably. The message of a transport failure may contain the URL, so it is not
     * logged.
     */
    void unavailable(App app, Throwable failure) {
        String cause = failure instanceof WechatFailure ? failure.getMessage() : failure.getClass().getSimpleName();
        if (isDue(app.id() + cause)) {
            Log.warnf("WeChat is not available to app %s: %s", app.id(), cause);
        }
    }

    private boolean isDue(String cause) {
        long now = System.nanoTime();
        boolean[] due = new boolean[1];
        lastNanos.compute(cause, (key, last) -> {
            due[0] = last == null || now - last >= QUIET_NANOS;
            return due[0] ? now : last;
        });
        return due[0];
    }
}
