package io.wxsession.backend;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.session.Session;
import io.wxsession.sessionkey.SessionKey;
import io.wxsession.sessionkey.SessionKeyStore;
import io.wxsession.wechat.SessionKeyClient;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/** Uses session_keys for back ends. A back end never receives a session_key. */
@ApplicationScoped
class BackendSessionKeyService {

    /** WeChat's proof that a caller has the session_key is a signature over the empty text. */
    private static final String EMPTY = "";

    private final SessionKeyStore keys;
    private final SessionKeyClient wechat;
    private final Apps apps;

    BackendSessionKeyService(SessionKeyStore keys, SessionKeyClient wechat, Apps apps) {
        this.keys = keys;
        this.wechat = wechat;
        this.apps = apps;
    }

    /** The user-state signature of {@code data}; fails with {@code decryption_failed} if there is no session_key. */
    Uni<String> sign(Session session, String data) {
        return current(session).map(key -> key.orElseThrow(BackendSessionKeyService::noKey).sign(data));
    }

    /** Whether the session_key is still valid at WeChat; false if there is none. */
    Uni<Boolean> check(Session session) {
        return current(session).chain(key -> key
                .map(it -> wechat.check(app(session), session.openid(), it.sign(EMPTY)))
                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Replaces the user's session_key at WeChat and stores the new one. */
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
