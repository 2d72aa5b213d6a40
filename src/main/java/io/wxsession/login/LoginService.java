package io.wxsession.login;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.SessionId;
import io.wxsession.login.LoginOutcome.Opened;
import io.wxsession.login.LoginStore.NewSession;
import io.wxsession.login.PreviousSessionFinder.PreviousSession;
import io.wxsession.session.EndReason;
import io.wxsession.session.SessionStore;
import io.wxsession.token.AccessTokenIssuer;
import io.wxsession.token.AccessTokenIssuer.AccessToken;
import io.wxsession.token.AccessTokenIssuer.Lifetime;
import io.wxsession.user.ErasureService;
import io.wxsession.user.UnionStore;
import io.wxsession.user.daily.DailyUserCounter;
import io.wxsession.wechat.CodeExchange.Granted;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/** Turns a code of {@code wx.login} into a session. */
@ApplicationScoped
class LoginService {

    private final Apps apps;
    private final LoginLimits limits;
    private final CodeExchangeService codes;
    private final PreviousSessionFinder previousSessions;
    private final SessionStore sessions;
    private final LoginStore logins;
    private final IdGenerator ids;
    private final ErasureService erasure;
    private final UnionStore unions;
    private final DailyUserCounter dailyUsers;
    private final AccessTokenIssuer accessTokens;
    private final LoginMetrics metrics;
    private final Duration sessionLife;

    LoginService(Apps apps, LoginLimits limits, CodeExchangeService codes, PreviousSessionFinder previousSessions,
            SessionStore sessions, LoginStore logins, IdGenerator ids, ErasureService erasure, UnionStore unions,
            DailyUserCounter dailyUsers, AccessTokenIssuer accessTokens, LoginMetrics metrics, WxsessionConfig config) {
        this.apps = apps;
        this.limits = limits;
        this.codes = codes;
        this.previousSessions = previousSessions;
        this.sessions = sessions;
        this.logins = logins;
        this.ids = ids;
        this.erasure = erasure;
        this.unions = unions;
        this.dailyUsers = dailyUsers;
        this.accessTokens = accessTokens;
        this.metrics = metrics;
        this.sessionLife = Collections.min(List.of(config.session().idleTimeout(), config.session().absoluteLifetime()));
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
                        .chain(user -> replace(app, user, origin.client(), previous, lifetime)));
    }

    private App app(String appId) {
        if (appId == null) {
            return apps.only()
                    .orElseThrow(() -> Problem.invalid("appId", "is required because several apps are configured").exception());
        }
        return apps.byId(appId).orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_APP).exception());
    }

    /** Opens a session in place of the previous ones. Another user's session ends first, so a phone never has two users. */
    private Uni<LoggedIn> replace(App app, Granted user, String client, List<PreviousSession> previous, Lifetime lifetime) {
        List<PreviousSession> ofThisApp = previous.stream().filter(it -> it.session().appId().equals(app.id())).toList();
        List<SessionHandle> sameUser = ofThisApp.stream()
                .filter(it -> it.session().openid().equals(user.openid()))
                .map(PreviousSession::handle)
                .toList();
        List<PreviousSession> otherUser = ofThisApp.stream()
                .filter(it -> !it.session().openid().equals(user.openid()) && it.proven())
                .toList();
        SessionId sid = ids.sessionId(Partition.of(app.id(), user.openid()));
        AccessToken access = accessTokens.issue(sid, lifetime, sessionLife);
        NewSession session = new NewSession(sid.handle(), client, access.digest());
        return Multi.createFrom().iterable(otherUser)
                .onItem().transformToUniAndConcatenate(it -> sessions.end(it.handle(), it.session(), EndReason.REPLACED))
                .collect().asList()
                .chain(() -> open(app, user, session, sameUser))
                .invoke(opened -> dailyUsers.count(opened.session(), opened.newUser()))
                .call(opened -> unions.link(opened.session(), opened.formerUnionid()))
                .map(opened -> new LoggedIn(sid, access, opened, otherUser.isEmpty()
                        ? opened.replaced() > 0 ? PreviousSessionOutcome.REPLACED : PreviousSessionOutcome.NONE
                        : PreviousSessionOutcome.SWITCHED));
    }

    /** An erasure may have been interrupted, so it is completed here before a new user begins. */
    private Uni<Opened> open(App app, Granted user, NewSession session, List<SessionHandle> replaced) {
        return logins.open(app.id(), user, session, replaced)
                .chain(outcome -> outcome instanceof LoginOutcome.Erasing erasing
                        ? erasure.erase(erasing.user()).chain(() -> logins.open(app.id(), user, session, List.of()))
                        : Uni.createFrom().item(outcome))
                .map(LoginService::opened);
    }

    private static Opened opened(LoginOutcome outcome) {
        if (outcome instanceof Opened opened) {
            return opened;
        }
        throw Problem.of(outcome instanceof LoginOutcome.Banned ? ProblemCode.USER_BANNED : ProblemCode.STORE_UNAVAILABLE)
                .exception();
    }

    /**
     * A login that succeeded.
     *
     * @param sid the id of the new session, which only the phone will know
     * @param access its access token
     * @param opened the new session
     * @param previous the outcome for the session that the request named
     */
    record LoggedIn(SessionId sid, AccessToken access, Opened opened, PreviousSessionOutcome previous) {
    }
}
