package io.wxsession.login;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.login.code.CodeExchangeService;
import io.wxsession.token.AccessTokenIssuer.Lifetime;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/** Turns a code of {@code wx.login} into a session. */
@ApplicationScoped
class LoginService {

    private final Apps apps;
    private final LoginLimits limits;
    private final CodeExchangeService codes;
    private final PreviousSessionFinder previousSessions;
    private final SessionOpener sessions;
    private final LoginMetrics metrics;

    LoginService(Apps apps, LoginLimits limits, CodeExchangeService codes, PreviousSessionFinder previousSessions,
            SessionOpener sessions, LoginMetrics metrics) {
        this.apps = apps;
        this.limits = limits;
        this.codes = codes;
        this.previousSessions = previousSessions;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    /**
     * Logs a user in; fails with the problem that prevents it.
     *
     * @param lifetime how long the access token is to live
     */
    Uni<LoggedIn> login(LoginRequest request, LoginOrigin origin, Lifetime lifetime) {
        App app = app(request.appId());
        long begun = System.nanoTime();
        return limits.limited(app.id(), origin.address(), () -> login(app, request, origin, lifetime))
                .onItemOrFailure().invoke((login, failure) -> metrics.count(app, System.nanoTime() - begun, failure));
    }

    private Uni<LoggedIn> login(App app, LoginRequest request, LoginOrigin origin, Lifetime lifetime) {
        // Previous sessions are found before the code is spent, so that the code is not lost if that fails.
        return previousSessions.find(origin.accessTokens(), request.refreshToken())
                .chain(previous -> codes.exchange(app, request.code())
                        .chain(user -> sessions.open(app, user, origin.client(), previous, lifetime)));
    }

    private App app(String appId) {
        if (appId == null) {
            return apps.only()
                    .orElseThrow(() -> Problem.invalid("appId", "is required because several apps are configured").exception());
        }
        return apps.byId(appId).orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_APP).exception());
    }
}
