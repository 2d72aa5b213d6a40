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

/** Opens the session of a user whom WeChat has named, in place of those that the phone had. */
@ApplicationScoped
class SessionOpener {

    private final IdGenerator ids;
    private final AccessTokenIssuer accessTokens;
    private final SessionStore sessions;
    private final LoginStore logins;
    private final ErasureService erasure;
    private final DailyUserCounter dailyUsers;
    private final UnionStore unions;
    private final Duration sessionLife;

    SessionOpener(IdGenerator ids, AccessTokenIssuer accessTokens, SessionStore sessions, LoginStore logins,
            ErasureService erasure, DailyUserCounter dailyUsers, UnionStore unions, WxsessionConfig config) {
        this.ids = ids;
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.logins = logins;
        this.erasure = erasure;
        this.dailyUsers = dailyUsers;
        this.unions = unions;
        this.sessionLife = Collections.min(List.of(config.session().idleTimeout(), config.session().absoluteLifetime()));
    }

    /**
     * Opens a session; fails with the problem that prevents it. Another user's session ends first, so a phone never has two users.
     *
     * @param client how the phone describes itself
     * @param previous the sessions that the phone named
     * @param lifetime how long the access token is to live
     */
    Uni<LoggedIn> open(App app, Granted user, String client, List<PreviousSession> previous, Lifetime lifetime) {
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
                .chain(() -> write(app, user, session, sameUser))
                .invoke(opened -> dailyUsers.count(opened.session(), opened.newUser()))
                .call(opened -> unions.link(opened.session(), opened.formerUnionid()))
                .map(opened -> new LoggedIn(sid, access, opened, otherUser.isEmpty()
                        ? opened.replaced() > 0 ? PreviousSessionOutcome.REPLACED : PreviousSessionOutcome.NONE
                        : PreviousSessionOutcome.SWITCHED));
    }

    /** Writes the session. An erasure may have been interrupted, so it is completed here before a new user begins. */
    private Uni<Opened> write(App app, Granted user, NewSession session, List<SessionHandle> replaced) {
        return logins.open(app.id(), user, session, replaced)
                .chain(outcome -> outcome instanceof LoginOutcome.Erasing erasing
                        ? erasure.erase(erasing.user()).chain(() -> logins.open(app.id(), user, session, List.of()))
                        : Uni.createFrom().item(outcome))
                .map(SessionOpener::opened);
    }

    private static Opened opened(LoginOutcome outcome) {
        if (outcome instanceof Opened opened) {
            return opened;
        }
        throw Problem.of(outcome instanceof LoginOutcome.Banned ? ProblemCode.USER_BANNED : ProblemCode.STORE_UNAVAILABLE)
                .exception();
    }
}
