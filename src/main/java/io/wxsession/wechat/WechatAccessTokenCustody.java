package io.wxsession.wechat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.wxsession.config.Secret;
import io.wxsession.eventloop.CallerContext;
import io.wxsession.eventloop.Pause;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.wechat.WechatAccessTokenStore.Ready;
import io.wxsession.wechat.WechatAccessTokenStore.Renew;
import io.wxsession.wechat.WechatAccessTokenStore.State;
import io.wxsession.wechat.WechatAccessTokenStore.Unreadable;
import io.wxsession.wechat.app.App;

/**
 * Keeps the WeChat access tokens of the apps. All replicas share one token per app. The replica that takes the lock renews the
 * token shortly before its expiry. The others go on using the old token, or wait if there is none.
 */
@ApplicationScoped
public class WechatAccessTokenCustody {

    private static final long POLL_MILLIS = 50;
    private static final long MAX_LIFETIME_SECONDS = 7200;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final WechatApi api;
    private final WechatCallExecutor calls;
    private final WechatErrorMapper errors;
    private final AppSecrets secrets;
    private final WechatMetrics metrics;
    private final WechatAccessTokenStore store;
    private final IdGenerator ids;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Duration lock;
    /** The requests under way by AppID, so that parallel callers share one. */
    private final Map<String, Uni<WechatAccessToken>> underWay = new ConcurrentHashMap<>();

    WechatAccessTokenCustody(@RestClient WechatApi api, WechatCallExecutor calls, WechatErrorMapper errors,
            AppSecrets secrets, WechatMetrics metrics, WechatAccessTokenStore store, IdGenerator ids, ObjectMapper json,
            Vertx vertx) {
        this.api = api;
        this.calls = calls;
        this.errors = errors;
        this.secrets = secrets;
        this.metrics = metrics;
        this.store = store;
        this.ids = ids;
        this.json = json;
        this.vertx = vertx;
        this.lock = calls.deadline().plusSeconds(1);
    }

    /** The app's access token; fails with a problem if there is none and it cannot be renewed. */
    public Uni<WechatAccessToken> of(App app) {
        return underWay.computeIfAbsent(app.id(), id -> attempt(app, System.nanoTime() + lock.plus(calls.deadline()).toNanos())
                .onTermination().invoke(() -> underWay.remove(id))
                .invoke(token -> metrics.inUse(app, token))
                .memoize().indefinitely())
                .emitOn(CallerContext.of(vertx));
    }

    /**
     * A token that replaces one that WeChat refused. It always reads Redis again: a request under way may have started before.
     */
    Uni<WechatAccessToken> insteadOf(App app, WechatAccessToken refused) {
        return store.discard(app, refused.sealed())
                .chain(() -> attempt(app, System.nanoTime() + lock.plus(calls.deadline()).toNanos()));
    }

    private Uni<WechatAccessToken> attempt(App app, long deadline) {
        String owner = ids.nonce();
        return store.take(app, owner, lock).chain(state -> act(app, owner, state, deadline));
    }

    private Uni<WechatAccessToken> act(App app, String owner, State state, long deadline) {
        if (state instanceof Ready ready) {
            return Uni.createFrom().item(ready.token());
        }
        if (state instanceof Renew renew) {
            return renew(app, owner).onFailure().recoverWithUni(failure -> store.release(app, owner, PAUSE_AFTER_FAILURE)
                    .chain(() -> renew.last().map(last -> Uni.createFrom().item(last))
                            .orElseGet(() -> Uni.createFrom().failure(failure))));
        }
        if (System.nanoTime() - deadline >= 0) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception());
        }
        return (state instanceof Unreadable unreadable ? store.discard(app, unreadable.sealed()) : Pause.of(vertx, POLL_MILLIS))
                .chain(() -> attempt(app, deadline));
    }

    private Uni<WechatAccessToken> renew(App app, String owner) {
        return secrets.call(app, secret -> calls.call(app, WechatOperation.STABLE_TOKEN,
                () -> api.stableToken(request(app, secret))))
                .onFailure().transform(failure -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception())
                .chain(response -> keep(app, owner, response));
    }

    private Uni<WechatAccessToken> keep(App app, String owner, WechatResponse response) {
        if (response.errcode() == 0) {
            return store.put(app, owner, response.text("access_token").orElseThrow(),
                    Math.min(response.number("expires_in"), MAX_LIFETIME_SECONDS));
        }
        return Uni.createFrom().failure(errors.problem(app, response).exception());
    }

    private byte[] request(App app, Secret secret) {
        try {
            return json.writeValueAsBytes(Map.of("grant_type", "client_credential", "appid", app.id(), "secret", secret,
                    "force_refresh", false));
        } catch (IOException e) {
            throw new IllegalStateException("a request cannot be written");
        }
    }
}
