package io.wxsession.limit;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/** Limits how often something may happen. The counters are in Redis, so a limit holds across all replicas. */
@ApplicationScoped
public class RateLimiter {

    private static final Script<Duration> COUNT = Script.of(reply -> Duration.ofMillis(reply.number()), "limit.lua");

    private final RedisCommands redis;

    RateLimiter(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * Counts one event.
     *
     * @param name the name of the limit
     * @param subject who or what is limited; Redis keeps only a hash of it
     * @return fails with {@code rate_limited} and the time to wait if the limit is exceeded
     */
    public Uni<Void> count(Limit limit, String name, String subject) {
        return apply(limit, name, subject, 1);
    }

    /** Checks the limit without counting an event. Fails like {@link #count}. */
    public Uni<Void> check(Limit limit, String name, String subject) {
        return apply(limit, name, subject, 0);
    }

    /** Takes one counted event back. Never fails. */
    public Uni<Void> takeBack(Limit limit, String name, String subject) {
        return apply(limit, name, subject, -1).onFailure().recoverWithNull();
    }

    private Uni<Void> apply(Limit limit, String name, String subject, int events) {
        if (limit.isOff()) {
            return Uni.createFrom().voidItem();
        }
        List<String> args = List.of(Integer.toString(limit.count()), Long.toString(limit.window().toMillis()),
                Integer.toString(events));
        return redis.run(COUNT, List.of(RedisKeys.rateLimit(name, subject)), args).map(wait -> {
            if (!wait.isZero()) {
                throw Problem.retryable(ProblemCode.RATE_LIMITED, roundedUp(wait)).exception();
            }
            return null;
        });
    }

    private static Duration roundedUp(Duration wait) {
        return Duration.ofSeconds((wait.toMillis() + 999) / 1000);
    }
}
