package io.wxsession.wechat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;

/** Tells the operator what is wrong between WeChat and us, once a minute for each app and cause. */
@Singleton
class WechatErrorMapper {

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Apps and causes are few, so this stays small. */
    private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

    /** WeChat refuses the app's configuration. */
    void misconfigured(App app, WechatResponse answer) {
        if (isDue(app.id() + answer.errcode())) {
            Log.errorf("WeChat refuses app %s with errcode %d (rid %s): check its AppID, AppSecret, IP allow-list and state",
                    app.id(), answer.errcode(), answer.rid());
        }
    }

    /** WeChat answered with an errcode that says nothing about the request. */
    void failing(App app, WechatResponse answer) {
        if (isDue(app.id() + answer.errcode())) {
            Log.warnf("WeChat answered app %s with errcode %d (rid %s)", app.id(), answer.errcode(), answer.rid());
        }
    }

    /** What an errcode means to our caller; told to the operator where that may help. */
    Problem problem(App app, WechatResponse answer) {
        Optional<WechatErrorCode> rejection = WechatErrorCode.of(answer.errcode());
        if (rejection.isEmpty()) {
            failing(app, answer);
            return Problem.of(ProblemCode.WECHAT_UNAVAILABLE);
        }
        if (rejection.get() == WechatErrorCode.MISCONFIGURED) {
            misconfigured(app, answer);
        }
        return rejection.get().problem();
    }

    /** WeChat could not be reached or made no sense. A transport's own message may hold the URL, so it is not used. */
    void unavailable(App app, Throwable failure) {
        String reason = failure instanceof WechatFailure ? failure.getMessage() : failure.getClass().getSimpleName();
        if (isDue(app.id() + reason)) {
            Log.warnf("WeChat is not available to app %s: %s", app.id(), reason);
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
