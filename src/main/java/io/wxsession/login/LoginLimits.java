package io.wxsession.login;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.LimitsConfig;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.limit.RateLimiter;

/** Limits logins: below WeChat's own quota, and against clients that guess codes. */
@ApplicationScoped
class LoginLimits {

    private static final String PER_APP = "login-app";
    private static final String PER_CLIENT = "login-client";
    private static final String FAILURES_PER_CLIENT = "login-failures";

    private final RateLimiter limiter;
    private final LimitsConfig limits;

    LoginLimits(RateLimiter limiter, WxsessionConfig config) {
        this.limiter = limiter;
        this.limits = config.limits();
    }

    /** Counts a login; fails with {@code rate_limited} if a limit is exceeded. */
    Uni<Void> admit(String appId, String clientAddress) {
        return limiter.check(limits.loginFailuresPerClient(), FAILURES_PER_CLIENT, clientAddress)
                .chain(() -> limiter.count(limits.loginPerClient(), PER_CLIENT, clientAddress))
                .chain(() -> limiter.count(limits.loginPerApp(), PER_APP, appId));
    }

    /** Counts a login that was refused. */
    Uni<Void> failed(String clientAddress) {
        return limiter.count(limits.loginFailuresPerClient(), FAILURES_PER_CLIENT, clientAddress).onFailure().recoverWithNull();
    }
}
