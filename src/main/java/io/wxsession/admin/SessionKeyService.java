package io.wxsession.admin;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemCode;
import io.wxsession.session.Session;
import io.wxsession.sessionkey.SessionKey;
import io.wxsession.sessionkey.SessionKeys;
import io.wxsession.wechat.App;
import io.wxsession.wechat.Apps;
import io.wxsession.wechat.WechatSessions;

/** Uses session_keys on behalf of back ends, which never see one. */
@ApplicationScoped
class SessionKeyService {

    /** What WeChat has signed to prove that a key is known. */
    private static final String EMPTY = "";

    private final SessionKeys keys;
    private final WechatSessions wechat;
    private final Apps apps;

    SessionKeyService(SessionKeys keys, WechatSessions wechat, Apps apps) {
        this.keys = keys;
        this.wechat = wechat;
        this.apps = apps;
    }

    /** The user-state signature of some text; fails with {@code decryption_failed} if there is no key. */
    Uni<String> sign(Session session, String data) {
        return current(session).map(key -> key.orElseThrow(SessionKeyService::noKey).sign(data));
    }

    /** Whether WeChat still knows our key. */
    Uni<Boolean> check(Session session) {
        return current(session).chain(key -> key
                .map(it -> wechat.check(app(session), session.openid(), it.sign(EMPTY)))
                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Has WeChat give the user another key, and keeps it. */
    Uni<Void> reset(Session session) {
        return current(session)
                .chain(key -> wechat.reset(app(session), session.openid(),
                        key.orElseThrow(SessionKeyService::noKey).sign(EMPTY)))
                .chain(fresh -> keys.replace(session, fresh));
    }

    private Uni<Optional<SessionKey>> current(Session session) {
        return keys.of(session).map(known -> known.stream().findFirst());
    }

    private App app(Session session) {
        return apps.byId(session.appId()).orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
    }

    private static RuntimeException noKey() {
        return Problem.of(ProblemCode.DECRYPTION_FAILED).exception();
    }
}
