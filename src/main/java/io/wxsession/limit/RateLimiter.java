package io.wxsession.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sha256;

/** Counts events in Redis, so that a limit holds over all replicas. */
@ApplicationScoped
public class RateLimiter {

    private static final Script LIMIT = Script.of("limit.lua");

    private final RedisCommands redis;

    RateLimiter(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * Counts one event.
     *
     * @param kind what is counted
     * @param who whose events they are; only a hash of it is kept
     * @return fails with {@code rate_limited} and how long to wait if there were too many
     */
    public Uni<Void> count(Limit limit, String kind, String who) {
        return apply(limit, kind, who, 1);
    }

    /** Asks whether there were too many events before, without counting one. Fails like {@link #count}. */
    public Uni<Void> check(Limit limit, String kind, String who) {
        return apply(limit, kind, who, 0);
    }

    /** Takes an event back that turned out not to be one. */
    public Uni<Void> takeBack(Limit limit, String kind, String who) {
        return apply(limit, kind, who, -1).onFailure().recoverWithNull();
    }

    private Uni<Void> apply(Limit limit, String kind, String who, int events) {
        if (limit.isOff()) {
            return Uni.createFrom().voidItem();
        }
        List<String> args = List.of(Integer.toString(limit.count()), Long.toString(limit.window().toMillis()),
                Integer.toString(events));
        return redis.run(LIMIT, List.of(key(kind, who)), args).map(wait -> {
            if (wait.toLong() > 0) {
                throw Problem.retryable(ProblemCode.RATE_LIMITED, roundedUp(wait.toLong())).exception();
            }
            return null;
        });
    }

    private static Duration roundedUp(long millis) {
        return Duration.ofSeconds((millis + 999) / 1000);
    }

    private static String key(String kind, String who) {
        return "wxs:limit:" + kind + ':'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(who.getBytes(UTF_8)));
    }
}
