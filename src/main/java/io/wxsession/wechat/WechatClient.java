package io.wxsession.wechat;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Asks WeChat and says what its answers mean. Nothing that it is told or answered is logged, but for errcode and rid. */
@ApplicationScoped
public class WechatClient {

    private static final int BUSY = -1;
    private static final int SESSION_KEY_BYTES = 16;
    private static final long PAUSE_MILLIS = 200;

    private final WechatApi api;
    private final Vertx vertx;
    private final Duration deadline;
    private final WechatLog log = new WechatLog();
    private final Map<String, WechatGuard> guards = new ConcurrentHashMap<>();

    WechatClient(@RestClient WechatApi api, Vertx vertx,
            @ConfigProperty(name = "quarkus.rest-client.wechat.read-timeout") long deadlineMillis) {
        this.api = api;
        this.vertx = vertx;
        this.deadline = Duration.ofMillis(deadlineMillis);
    }

    /** Trades a login code. It is sent a second time only if WeChat said that it was busy, or if it never left. */
    public Uni<CodeExchange> exchange(App app, String code) {
        return call(app, () -> api.jscode2session(app.id(), app.secret(), code, "authorization_code").map(WechatAnswer::of))
                .map(answer -> meaning(app, answer))
                .onFailure().recoverWithItem(failure -> {
                    log.unavailable(app, failure);
                    return new CodeExchange.Unavailable(Untouched.by(failure));
                });
    }

    /** One call with its second try, all of it within the deadline. */
    private Uni<WechatAnswer> call(App app, Supplier<Uni<WechatAnswer>> call) {
        Context caller = vertx.getOrCreateContext();
        WechatGuard guard = guards.computeIfAbsent(app.id(), WechatGuard::new);
        return guard.call(() -> once(call)
                .onFailure(failure -> failure instanceof WechatBusy || Untouched.isConnecting(failure))
                .recoverWithUni(first -> pause().chain(() -> once(call)).onFailure().transform(second -> last(first, second)))
                .ifNoItem().after(deadline)
                .failWith(() -> new WechatFailure("no answer within " + deadline.toMillis() + " ms")))
                .emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    /** What counts: once WeChat has answered, no later failure leaves the code untouched. */
    private static Throwable last(Throwable first, Throwable second) {
        return first instanceof WechatBusy ? new WechatFailure("busy, then " + second.getClass().getSimpleName()) : second;
    }

    private static Uni<WechatAnswer> once(Supplier<Uni<WechatAnswer>> call) {
        return call.get().map(answer -> {
            if (answer.errcode() == BUSY) {
                throw new WechatBusy(answer.rid());
            }
            return answer;
        });
    }

    private Uni<Void> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, timer -> emitter.complete(null)));
    }

    private CodeExchange meaning(App app, WechatAnswer answer) {
        if (answer.errcode() == 0) {
            return granted(answer);
        }
        Optional<Rejection> rejection = Rejection.of(answer.errcode());
        if (rejection.isEmpty()) {
            log.failing(app, answer);
            return new CodeExchange.Unavailable(false);
        }
        if (rejection.get() == Rejection.MISCONFIGURED) {
            log.misconfigured(app, answer);
        }
        return new CodeExchange.Rejected(rejection.get());
    }

    /** An answer is worth something only if it is complete. */
    private static CodeExchange granted(WechatAnswer answer) {
        Optional<String> openid = answer.text("openid");
        Optional<String> sessionKey = answer.text("session_key").filter(WechatClient::isSessionKey);
        if (openid.isEmpty() || sessionKey.isEmpty()) {
            throw new WechatFailure("an incomplete answer");
        }
        return new CodeExchange.Granted(openid.get(), answer.text("unionid").orElse(null), sessionKey.get());
    }

    private static boolean isSessionKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == SESSION_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** WeChat asks to try again. */
    private static final class WechatBusy extends RuntimeException {

        private WechatBusy(String rid) {
            super("busy, rid " + rid, null, false, false);
        }
    }
}
