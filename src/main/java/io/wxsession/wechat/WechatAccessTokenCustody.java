package io.wxsession.wechat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.wechat.WechatAccessTokenStore.Ready;
import io.wxsession.wechat.WechatAccessTokenStore.Renew;
import io.wxsession.wechat.WechatAccessTokenStore.State;
import io.wxsession.wechat.WechatAccessTokenStore.Unreadable;

/**
 * The custody of the apps' access tokens. All replicas share one token an app; whoever finds it about to end renews it while
 * the
 * others go on with it, or wait if there is none.
 */
@ApplicationScoped
public class WechatAccessTokenCustody {

    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long MAX_SECONDS = 7200;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(1);

    private final WechatApi api;
    private final WechatCallExecutor calls;
    private final WechatErrorMapper log;
    private final WechatAccessTokenStore store;
    private final Nonces nonces;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Duration lock;
    /** Callers who come at the same moment ask once. */
    private final Map<String, Uni<WechatAccessToken>> underWay = new ConcurrentHashMap<>();

    WechatAccessTokenCustody(@RestClient WechatApi api, WechatCallExecutor calls, WechatErrorMapper log,
            WechatAccessTokenStore store, Nonces nonces,
            ObjectMapper json, Vertx vertx) {
        this.api = api;
        this.calls = calls;
        this.log = log;
        this.store = store;
        this.nonces = nonces;
        this.json = json;
        this.vertx = vertx;
        this.lock = calls.deadline().plusSeconds(1);
    }

    /** The app's token; fails with the problem that keeps us from having one. */
    public Uni<WechatAccessToken> of(App app) {
        Context caller = vertx.getOrCreateContext();
        return underWay.computeIfAbsent(app.id(), id -> attempt(app, System.nanoTime() + lock.plus(calls.deadline()).toNanos())
                .onTermination().invoke(() -> underWay.remove(id))
                .memoize().indefinitely())
                .emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    /** Another token than one that WeChat does not accept any more. Nobody else's look, which may be older, is waited for. */
    Uni<WechatAccessToken> insteadOf(App app, WechatAccessToken dead) {
        return store.discard(app, dead.sealed())
                .chain(() -> attempt(app, System.nanoTime() + lock.plus(calls.deadline()).toNanos()));
    }

    private Uni<WechatAccessToken> attempt(App app, long deadline) {
        String owner = nonces.next();
        return store.take(app, owner, lock).chain(state -> act(app, owner, state, deadline));
    }

    private Uni<WechatAccessToken> act(App app, String owner, State state, long deadline) {
        if (state instanceof Ready ready) {
            return Uni.createFrom().item(ready.token());
        }
        if (state instanceof Renew renew) {
            return renew(app, owner).onFailure().recoverWithUni(failure -> store.release(app, owner, LEFT_ALONE)
                    .chain(() -> renew.last().map(last -> Uni.createFrom().item(last))
                            .orElseGet(() -> Uni.createFrom().failure(failure))));
        }
        if (System.nanoTime() - deadline >= 0) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception());
        }
        return (state instanceof Unreadable unreadable ? store.discard(app, unreadable.sealed()) : pause())
                .chain(() -> attempt(app, deadline));
    }

    private Uni<WechatAccessToken> renew(App app, String owner) {
        return calls.call(app, () -> api.stableToken(request(app)))
                .onFailure().invoke(failure -> log.unavailable(app, failure))
                .onFailure().transform(failure -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception())
                .chain(answer -> keep(app, owner, answer));
    }

    private Uni<WechatAccessToken> keep(App app, String owner, WechatResponse answer) {
        long expiresIn = Math.min(answer.number("expires_in"), MAX_SECONDS);
        if (answer.errcode() == 0 && answer.text("access_token").isPresent() && expiresIn > 0) {
            return store.put(app, owner, answer.text("access_token").get(), expiresIn);
        }
        return Uni.createFrom().failure(log.problem(app, answer).exception());
    }

    private byte[] request(App app) {
        try {
            return json.writeValueAsBytes(Map.of("grant_type", "client_credential", "appid", app.id(), "secret", app.secret(),
                    "force_refresh", false));
        } catch (IOException e) {
            throw new IllegalStateException("a request cannot be written");
        }
    }

    private Uni<Void> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(LOOK_AGAIN_MILLIS, timer -> emitter.complete(null)));
    }
}
