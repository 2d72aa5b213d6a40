package io.wxsession.login;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.LimitsConfig;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.ProblemCode;
import io.wxsession.limit.LimitName;
import io.wxsession.limit.RateLimiter;

/** Limits logins: below WeChat's own quota, and against clients that guess codes. */
@ApplicationScoped
class LoginLimits {

    /** The problems that a client gets who guesses codes. */
    private static final Set<ProblemCode> SUSPICIOUS = Set.of(ProblemCode.CODE_INVALID, ProblemCode.CODE_USED,
            ProblemCode.LOGIN_BLOCKED);

    private final RateLimiter limiter;
    private final LimitsConfig limits;

    LoginLimits(RateLimiter limiter, WxsessionConfig config) {
        this.limiter = limiter;
        this.limits = config.limits();
    }

    /**
     * Logs in if the limits allow it, else fails with {@code rate_limited}.
     *
     * @param clientAddress the client's address or network; empty if it is not known, then nothing is limited by it
     */
    <T> Uni<T> limited(String appId, Optional<String> clientAddress, Supplier<Uni<? extends T>> login) {
        Supplier<Uni<? extends T>> admitted = () -> limiter.count(limits.loginPerApp(), LimitName.LOGIN_APP, appId)
                .chain(login);
        return clientAddress.map(address -> ofOneClient(address, admitted))
                .orElseGet(() -> Uni.createFrom().deferred(admitted));
    }

    private <T> Uni<T> ofOneClient(String address, Supplier<Uni<? extends T>> login) {
        return limiter.limitFailures(limits.loginFailuresPerClient(), LimitName.LOGIN_FAILURES, address,
                () -> limiter.count(limits.loginPerClient(), LimitName.LOGIN_CLIENT, address).chain(login), SUSPICIOUS);
    }
}
