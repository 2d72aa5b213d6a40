package io.wxsession.login;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.login.LoginStore.Opened;
import io.wxsession.login.SupersededSessions.Superseded;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemCode;
import io.wxsession.session.EndReason;
import io.wxsession.session.SessionHandle;
import io.wxsession.session.SessionStore;
import io.wxsession.session.SessionTokens;
import io.wxsession.session.UserView;
import io.wxsession.wechat.App;
import io.wxsession.wechat.Apps;
import io.wxsession.wechat.CodeExchange;
import io.wxsession.wechat.CodeExchange.Granted;
import io.wxsession.wechat.Rejection;
import io.wxsession.wechat.WechatClient;

/** Turns a code of {@code wx.login} into a session. */
@ApplicationScoped
class LoginService {

    private static final int SECONDS_A_MINUTE = 60;

    private final Apps apps;
    private final CodeClaims claims;
    private final WechatClient wechat;
    private final SupersededSessions superseded;
    private final SessionStore sessions;
    private final LoginStore store;
    private final SessionTokens tokens;
    private final WxsessionConfig config;

    LoginService(Apps apps, CodeClaims claims, WechatClient wechat, SupersededSessions superseded, SessionStore sessions,
            LoginStore store, SessionTokens tokens, WxsessionConfig config) {
        this.apps = apps;
        this.claims = claims;
        this.wechat = wechat;
        this.superseded = superseded;
        this.sessions = sessions;
        this.store = store;
        this.tokens = tokens;
        this.config = config;
    }

    /**
     * Logs a user in.
     *
     * @param accessTokens whatever access tokens the request carries
     * @param client what the phone says it is, or null
     * @return fails with a problem that says why not
     */
    Uni<LoginAnswer> login(LoginRequest request, List<String> accessTokens, String client) {
        App app = app(request.appId());
        return identify(app, request.code())
                .chain(user -> superseded.find(accessTokens, request.refreshToken())
                        .chain(previous -> open(app, user, client, previous)));
    }

    private App app(String appId) {
        if (appId == null) {
            return apps.only().orElseThrow(() -> Problem.invalid("appId", "is required, several apps are served").exception());
        }
        return apps.byId(appId).orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_APP).exception());
    }

    private Uni<Granted> identify(App app, String code) {
        return claims.claim(app.id(), code).chain(claimed -> {
            if (!claimed) {
                throw Problem.of(ProblemCode.CODE_USED).exception();
            }
            return wechat.exchange(app, code).chain(exchange -> granted(app, code, exchange));
        });
    }

    private Uni<Granted> granted(App app, String code, CodeExchange exchange) {
        if (exchange instanceof Granted granted) {
            return Uni.createFrom().item(granted);
        }
        if (exchange instanceof CodeExchange.Rejected rejected) {
            return Uni.createFrom().failure(problem(rejected.reason()).exception());
        }
        boolean untouched = exchange instanceof CodeExchange.Unavailable unavailable && unavailable.codeUntouched();
        return (untouched ? claims.release(app.id(), code) : Uni.createFrom().voidItem())
                .chain(() -> Uni.createFrom().failure(Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception()));
    }

    private static Problem problem(Rejection reason) {
        return switch (reason) {
            case CODE_INVALID -> Problem.of(ProblemCode.CODE_INVALID);
            case CODE_USED -> Problem.of(ProblemCode.CODE_USED);
            case LOGIN_BLOCKED -> Problem.of(ProblemCode.LOGIN_BLOCKED);
            case MISCONFIGURED -> Problem.of(ProblemCode.WECHAT_MISCONFIGURED);
            case RATE_LIMITED -> Problem.retryable(ProblemCode.RATE_LIMITED, untilNextMinute());
        };
    }

    /** WeChat counts by the minute: "must slower, retry next minute". */
    private static Duration untilNextMinute() {
        return Duration.ofSeconds(SECONDS_A_MINUTE - Instant.now().getEpochSecond() % SECONDS_A_MINUTE);
    }

    /** Another user's session ends before the new one opens, so that a phone never holds two users' sessions. */
    private Uni<LoginAnswer> open(App app, Granted user, String client, List<Superseded> previous) {
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
                .map(opened -> answer(opened, otherUser.isEmpty()
                        ? opened.replaced() ? PreviousSession.REPLACED : PreviousSession.NONE
                        : PreviousSession.SWITCHED));
    }

    private LoginAnswer answer(Opened opened, PreviousSession previous) {
        return new LoginAnswer(tokens.issue(opened.sid(), 0, opened.remaining()),
                UserView.of(opened.session(), config), previous);
    }
}
