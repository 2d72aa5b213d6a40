package io.wxsession.backend;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.session.Session;
import io.wxsession.sessionkey.SessionKey;
import io.wxsession.sessionkey.SessionKeyStore;
import io.wxsession.wechat.App;
import io.wxsession.wechat.Apps;
import io.wxsession.wechat.SessionKeyClient;

/** Uses session_keys on behalf of back ends, which never see one. */
@ApplicationScoped
class BackendSessionKeyService {

    /** What WeChat has signed to prove that a key is known. */
    private static final String EMPTY = "";

    private final SessionKeyStore keys;
    private final SessionKeyClient wechat;
    private final Apps apps;

    BackendSessionKeyService(SessionKeyStore keys, SessionKeyClient wechat, Apps apps) {
        this.keys = keys;
        this.wechat = wechat;
        this.apps = apps;
    }

    /** The user-state signature of some text; fails with {@code decryption_failed} if there is no key. */
    Uni<String> sign(Session session, String data) {
        return current(session).map(key -> key.orElseThrow(BackendSessionKeyService::noKey).sign(data));
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
                        key.orElseThrow(BackendSessionKeyService::noKey).sign(EMPTY)))
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
