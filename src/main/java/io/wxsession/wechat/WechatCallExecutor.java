package io.wxsession.wechat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.wxsession.eventloop.CallerContext;
import io.wxsession.eventloop.Pause;
import io.wxsession.log.FailureCause;
import io.wxsession.upstream.UpstreamGuard;
import io.wxsession.upstream.UpstreamGuard.Limits;
import io.wxsession.wechat.app.App;

/** Runs every call to WeChat: a turn in the queue, breaker, deadline, one retry, a line in the log. */
@ApplicationScoped
class WechatCallExecutor {

    /**
     * More at once share one small pod's CPU, and while its code is still cold all of them miss their deadline together. So many
     * phones may log in at once that with WeChat's usual 300 ms the last of them waits 15 s.
     */
    private static final Limits LIMITS_OF_AN_APP = new Limits(200, 10_000, 40);
    private static final int BUSY = -1;
    private static final long RETRY_MILLIS = 200;

    private final Vertx vertx;
    private final WechatMetrics metrics;
    private final WechatOutageLog outages;
    private final Duration deadline;
    private final Map<String, UpstreamGuard<WechatResponse>> guards = new ConcurrentHashMap<>();

    WechatCallExecutor(Vertx vertx, WechatMetrics metrics, WechatOutageLog outages,
            @ConfigProperty(name = "quarkus.rest-client.wechat.read-timeout") long deadlineMillis) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.outages = outages;
        this.deadline = Duration.ofMillis(deadlineMillis);
    }

    /** The deadline of a call, including its retry. */
    Duration deadline() {
        return deadline;
    }

    /**
     * Runs one call within the deadline. It is sent a second time only if WeChat was busy or the first request was not sent.
     *
     * @return WeChat's response: an error, or all that the operation is made for; fails if there is none
     */
    Uni<WechatResponse> call(App app, WechatOperation operation, Supplier<Uni<RestResponse<byte[]>>> call) {
        CallerContext caller = CallerContext.of(vertx);
        Uni<WechatResponse> once = metrics.measured(app, operation, once(operation, call));
        return guards.computeIfAbsent(app.id(), this::guard)
                .call(() -> WechatCallExecutor.<WechatResponse> inContext(caller, () -> once)
                        .onFailure(failure -> failure instanceof WechatBusy || RequestNotSent.isConnecting(failure))
                        .recoverWithUni(first -> Pause.of(vertx, RETRY_MILLIS).chain(() -> once).onFailure()
                                .transform(second -> reportedFailure(first, second)))
                        .ifNoItem().after(deadline)
                        .failWith(() -> new WechatFailure("no response within " + deadline.toMillis() + " ms")))
                .emitOn(caller)
                .invoke(response -> outages.answered(app))
                .onFailure().invoke(failure -> outages.failed(app, failure));
    }

    /** A call that had to wait is begun by the one that ends before it, which belongs to another request. */
    private static <T> Uni<T> inContext(CallerContext caller, Supplier<Uni<? extends T>> call) {
        return Uni.createFrom().deferred(call).runSubscriptionOn(begin -> {
            if (caller.isCurrent()) {
                begin.run();
            } else {
                caller.execute(begin);
            }
        });
    }

    /**
     * The failure to report. If WeChat responded to the first request, a code may be used, so the second must not look unsent.
     */
    private static Throwable reportedFailure(Throwable first, Throwable second) {
        return first instanceof WechatBusy ? new WechatFailure("busy, then " + FailureCause.of(second)) : second;
    }

    /** Each app has its own, so that failures and slow responses of one do not affect the others. */
    private UpstreamGuard<WechatResponse> guard(String appId) {
        return new UpstreamGuard<>("wechat-" + appId, new TypeLiteral<Uni<WechatResponse>>() {
        }, LIMITS_OF_AN_APP, open -> metrics.breaker(appId, open));
    }

    private static Uni<WechatResponse> once(WechatOperation operation, Supplier<Uni<RestResponse<byte[]>>> call) {
        return Uni.createFrom().<RestResponse<byte[]>> deferred(call::get).map(WechatResponse::of).map(response -> {
            if (response.errcode() == BUSY) {
                throw new WechatBusy(response.rid());
            }
            if (!operation.isAnsweredBy(response)) {
                throw new WechatFailure("the response is incomplete");
            }
            return response;
        });
    }

    /** WeChat answered errcode -1, which asks for a retry. */
    private static final class WechatBusy extends RuntimeException {

        private WechatBusy(String rid) {
            super("busy, rid " + rid, null, false, false);
        }
    }
}
