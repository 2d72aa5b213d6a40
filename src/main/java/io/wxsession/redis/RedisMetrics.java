package io.wxsession.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.redis.client.Response;
import io.wxsession.redis.connection.ErrorReply;
import io.wxsession.redis.connection.ErrorReply.Meaning;

/** How long the commands of requests take, how many wait for an answer, and what goes wrong with connections. */
final class RedisMetrics {

    private final Timer answered;
    private final Timer refused;
    private final Timer unanswered;
    private final LongAdder pending = new LongAdder();
    private final Counter reconnects;
    private final Counter deadlineMisses;

    RedisMetrics(MeterRegistry metrics) {
        answered = timer(metrics, "answered");
        refused = timer(metrics, "refused");
        unanswered = timer(metrics, "unanswered");
        Gauge.builder("wxsession.redis.pending", pending, LongAdder::sum)
                .description("Commands that wait for an answer").register(metrics);
        reconnects = Counter.builder("wxsession.redis.reconnects")
                .description("Connections opened again after they were lost").register(metrics);
        deadlineMisses = Counter.builder("wxsession.redis.deadline.misses")
                .description("Commands that got no answer in time").register(metrics);
    }

    private static Timer timer(MeterRegistry metrics, String outcome) {
        return Timer.builder("wxsession.redis.commands").description("Time from a command to its answer")
                .tag("outcome", outcome).register(metrics);
    }

    /** Passes the reply on and notes how long it took. */
    UniEmitter<Response> measured(UniEmitter<? super Response> reply) {
        pending.increment();
        return new MeasuredReply(reply, System.nanoTime());
    }

    void reconnected() {
        reconnects.increment();
    }

    void deadlineMissed() {
        deadlineMisses.increment();
    }

    private Timer outcome(Throwable failure) {
        // A script is sent as a whole when its hash is not known, as on every new server.
        return ErrorReply.of(failure).map(error -> error.meaning() == Meaning.NOSCRIPT ? answered : refused).orElse(unanswered);
    }

    private final class MeasuredReply implements UniEmitter<Response> {

        private final UniEmitter<? super Response> reply;
        private final long begun;

        private MeasuredReply(UniEmitter<? super Response> reply, long begun) {
            this.reply = reply;
            this.begun = begun;
        }

        @Override
        public void complete(Response response) {
            note(answered);
            reply.complete(response);
        }

        @Override
        public void fail(Throwable failure) {
            note(outcome(failure));
            reply.fail(failure);
        }

        @Override
        public UniEmitter<Response> onTermination(Runnable onTermination) {
            reply.onTermination(onTermination);
            return this;
        }

        private void note(Timer timer) {
            pending.decrement();
            timer.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }
}
