package io.wxsession.wechat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** How WeChat is called, whatever it is asked. */
@ApplicationScoped
class WechatCallExecutor {

    private static final int BUSY = -1;
    private static final long PAUSE_MILLIS = 200;

    private final Vertx vertx;
    private final Duration deadline;
    private final Map<String, WechatCircuitBreaker> guards = new ConcurrentHashMap<>();

    WechatCallExecutor(Vertx vertx, @ConfigProperty(name = "quarkus.rest-client.wechat.read-timeout") long deadlineMillis) {
        this.vertx = vertx;
        this.deadline = Duration.ofMillis(deadlineMillis);
    }

    /** How long a call may take. */
    Duration deadline() {
        return deadline;
    }

    /**
     * One call, all of it within the deadline. It is sent a second time only if WeChat said that it was busy, or if it never
     * left.
     */
    Uni<WechatResponse> call(App app, Supplier<Uni<RestResponse<byte[]>>> call) {
        Context caller = vertx.getOrCreateContext();
        WechatCircuitBreaker guard = guards.computeIfAbsent(app.id(), WechatCircuitBreaker::new);
        return guard.call(() -> once(call)
                .onFailure(failure -> failure instanceof WechatBusy || RequestNotSent.isConnecting(failure))
                .recoverWithUni(first -> pause().chain(() -> once(call)).onFailure().transform(second -> last(first, second)))
                .ifNoItem().after(deadline)
                .failWith(() -> new WechatFailure("no answer within " + deadline.toMillis() + " ms")))
                .emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    /** What counts: once WeChat has answered, no later failure leaves the code untouched. */
    private static Throwable last(Throwable first, Throwable second) {
        return first instanceof WechatBusy ? new WechatFailure("busy, then " + second.getClass().getSimpleName()) : second;
    }

    private static Uni<WechatResponse> once(Supplier<Uni<RestResponse<byte[]>>> call) {
        return call.get().map(WechatResponse::of).map(answer -> {
            if (answer.errcode() == BUSY) {
                throw new WechatBusy(answer.rid());
            }
            return answer;
        });
    }

    private Uni<Void> pause() {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(PAUSE_MILLIS, timer -> emitter.complete(null)));
    }

    /** WeChat asks to try again. */
    private static final class WechatBusy extends RuntimeException {

        private WechatBusy(String rid) {
            super("busy, rid " + rid, null, false, false);
        }
    }
}
