package io.wxsession.limit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.log.LogInterval;
import io.wxsession.log.SecurityEvent;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/** Limits how often something may happen. The counters are in Redis, so a limit holds across all replicas. */
@ApplicationScoped
public class RateLimiter {

    private static final Script<Duration> COUNT = Script.of(reply -> Duration.ofMillis(reply.number()), "limit.lua");

    private final RedisCommands redis;
    private final MeterRegistry metrics;
    private final LogInterval events = new LogInterval(Duration.ofMinutes(1));

    RateLimiter(RedisCommands redis, MeterRegistry metrics) {
        this.redis = redis;
        this.metrics = metrics;
    }

    /** Prometheus sees no increase in a time series that begins with the first request that is stopped. */
    void startAtZero(@Observes StartupEvent event) {
        Stream.of(LimitName.values()).forEach(this::limited);
    }

    /**
     * Counts one event.
     *
     * @param name what is limited
     * @param subject who or what is limited, nothing secret; Redis keeps only a hash of it
     * @return fails with {@code rate_limited} and the time to wait if the limit is exceeded
     */
    public Uni<Void> count(Limit limit, LimitName name, String subject) {
        return apply(limit, name, subject, 1);
    }

    /**
     * Makes an attempt of which only failures are limited. It counts as failed from its beginning until it ends otherwise, so
     * parallel attempts cannot exceed the limit.
     *
     * @param attempt what is attempted, if the limit allows it
     * @param failures the problems that count; an unexpected exception always does
     * @return what the attempt returns; fails like the attempt or, without one, like {@link #count}
     */
    public <T> Uni<T> limitFailures(Limit limit, LimitName name, String subject, Supplier<Uni<? extends T>> attempt,
            Set<ProblemCode> failures) {
        return count(limit, name, subject)
                .onFailure(failure -> !isOverLimit(failure)).invoke(() -> takeBackLater(limit, name, subject))
                .chain(() -> Uni.createFrom().deferred(attempt).onItemOrFailure()
                        .call((item, failure) -> counts(failure, failures)
                                ? Uni.createFrom().voidItem()
                                : takeBack(limit, name, subject)));
    }

    private static boolean isOverLimit(Throwable failure) {
        return failure instanceof ProblemException problem && problem.problem().problemCode() == ProblemCode.RATE_LIMITED;
    }

    /** A Redis that did not answer in time may still count, so it is told to take back after that. */
    private void takeBackLater(Limit limit, LimitName name, String subject) {
        takeBack(limit, name, subject).subscribe().with(takenBack -> {
        });
    }

    private static boolean counts(Throwable failure, Set<ProblemCode> failures) {
        return failure instanceof ProblemException problem ? failures.contains(problem.problem().problemCode())
                : failure != null;
    }

    /** Takes one counted event back. Never fails. */
    private Uni<Void> takeBack(Limit limit, LimitName name, String subject) {
        return apply(limit, name, subject, -1).onFailure().recoverWithNull();
    }

    private Uni<Void> apply(Limit limit, LimitName name, String subject, int events) {
        if (limit.isOff()) {
            return Uni.createFrom().voidItem();
        }
        List<Object> args = List.of(Integer.toString(limit.count()), limit.window(),
                Integer.toString(events));
        return redis.run(COUNT, List.of(RedisKeys.rateLimit(name.word(), subject)), args).map(wait -> {
            if (!wait.isZero()) {
                note(name, subject, wait);
                throw Problem.retryable(ProblemCode.RATE_LIMITED, roundedUp(wait)).exception();
            }
            return null;
        });
    }

    private void note(LimitName name, String subject, Duration wait) {
        limited(name).increment();
        if (events.isDue(name.word())) {
            SecurityEvent.RATE_LIMITED.log("The limit %s stops %s for %d s; more of this in the metric"
                    + " wxsession_rate_limited_total", name.word(), subject, roundedUp(wait).toSeconds());
        }
    }

    private Counter limited(LimitName name) {
        return Counter.builder("wxsession.rate.limited").description("Requests that a limit stopped").tag("limit", name.word())
                .register(metrics);
    }

    private static Duration roundedUp(Duration wait) {
        return Duration.ofSeconds((wait.toMillis() + 999) / 1000);
    }
}
