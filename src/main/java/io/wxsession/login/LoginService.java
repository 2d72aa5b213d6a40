package io.wxsession.login;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.login.LoginStore.Opened;
import io.wxsession.login.PreviousSessionFinder.Superseded;
import io.wxsession.session.EndReason;
import io.wxsession.session.SessionStore;
import io.wxsession.user.DailyUserStore;
import io.wxsession.user.UnionStore;
import io.wxsession.wechat.App;
import io.wxsession.wechat.Apps;
import io.wxsession.wechat.CodeExchange.Granted;

/** Turns a code of {@code wx.login} into a session. */
@ApplicationScoped
class LoginService {

    /** What somebody who guesses at codes would see. */
    private static final Set<ProblemCode> SUSPICIOUS = Set.of(ProblemCode.CODE_INVALID, ProblemCode.CODE_USED,
            ProblemCode.LOGIN_BLOCKED);

    private final Apps apps;
    private final LoginLimits limits;
    private final CodeExchangeService identification;
    private final PreviousSessionFinder superseded;
    private final SessionStore sessions;
    private final LoginStore store;
    private final UnionStore unions;
    private final DailyUserStore dailyUsers;
    private final MeterRegistry metrics;

    LoginService(Apps apps, LoginLimits limits, CodeExchangeService identification, PreviousSessionFinder superseded,
            SessionStore sessions, LoginStore store, UnionStore unions, DailyUserStore dailyUsers, MeterRegistry metrics) {
        this.apps = apps;
        this.limits = limits;
        this.identification = identification;
        this.superseded = superseded;
        this.sessions = sessions;
        this.store = store;
        this.unions = unions;
        this.dailyUsers = dailyUsers;
        this.metrics = metrics;
    }

    /** Logs a user in; fails with the problem that says why not. */
    Uni<LoggedIn> login(LoginRequest request, LoginOrigin caller) {
        App app = app(request.appId());
        return limits.admit(app.id(), caller.address())
                // Before the code is spent, so that it is not lost if this fails.
                .chain(() -> superseded.find(caller.accessTokens(), request.refreshToken()))
                .chain(previous -> identification.identify(app, request.code())
                        .onFailure(LoginService::isSuspicious).call(() -> limits.failed(caller.address()))
                        .chain(user -> open(app, user, caller.client(), previous)))
                .onItemOrFailure().invoke((answer, failure) -> count(app, failure));
    }

    private App app(String appId) {
        if (appId == null) {
            return apps.only().orElseThrow(() -> Problem.invalid("appId", "is required, several apps are served").exception());
        }
        return apps.byId(appId).orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_APP).exception());
    }

    private static boolean isSuspicious(Throwable failure) {
        return failure instanceof ProblemException problem && SUSPICIOUS.contains(problem.problem().problemCode());
    }

    /** Another user's session ends before the new one opens, so that a phone never holds two users' sessions. */
    private Uni<LoggedIn> open(App app, Granted user, String client, List<Superseded> previous) {
        List<Superseded> ofThisApp = previous.stream().filter(it -> it.session().appId().equals(app.id())).toList();
        List<SessionHandle> sameUser = ofThisApp.stream()
                .filter(it -> it.session().openid().equals(user.openid()))
                .map(Superseded::handle)
                .toList();
        List<Superseded> otherUser = ofThisApp.stream()
                .filter(it -> !it.session().openid().equals(user.openid()) && it.proven())
                .toList();
        return Multi.createFrom().iterable(otherUser)
                .onItem().transformToUniAndConcatenate(it -> sessions.end(it.handle(), it.session(), EndReason.REPLACED))
                .collect().asList()
                .chain(() -> store.open(app.id(), user, client, sameUser))
                .invoke(opened -> dailyUsers.note(opened.session(), opened.newUser()))
                .call(opened -> unions.link(opened.session(), opened.formerUnionid()))
                .map(opened -> new LoggedIn(opened, otherUser.isEmpty()
                        ? opened.replaced() ? PreviousSessionOutcome.REPLACED : PreviousSessionOutcome.NONE
                        : PreviousSessionOutcome.SWITCHED));
    }

    private void count(App app, Throwable failure) {
        metrics.counter("wxsession.logins", "app", app.id(), "outcome", ProblemException.outcome(failure)).increment();
    }

    /**
     * A login that succeeded.
     *
     * @param opened the new session
     * @param previous what became of the session named in the request
     */
    record LoggedIn(Opened opened, PreviousSessionOutcome previous) {
    }
}
