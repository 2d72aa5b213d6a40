package io.wxsession.redis;

import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** Warns, as soon as it can be asked, if a production Redis may lose users. */
@ApplicationScoped
@IfBuildProfile("prod")
class RedisStartupWarnings {

    private static final Pattern FIELD = Pattern.compile("(?m)^([a-z_]+):(.*?)\r?$");

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final RedisCommands redis;

    RedisStartupWarnings(RedisCommands redis) {
        this.redis = redis;
    }

    void warn(@Observes StartupEvent event) {
        untilItAnswers().subscribe().with(answers -> {
            info("memory").subscribe().with(RedisStartupWarnings::judgeMemory, RedisStartupWarnings::unknown);
            info("persistence").subscribe().with(RedisStartupWarnings::judgePersistence, RedisStartupWarnings::unknown);
        });
    }

    /** Redis may come later than this service. */
    private Uni<Boolean> untilItAnswers() {
        return redis.anyMasterServes().invoke(answers -> {
            if (!answers) {
                throw new IllegalStateException("no master serves requests");
            }
        }).onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely();
    }

    private static void judgeMemory(Map<String, String> memory) {
        String policy = memory.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            Log.warnf("Redis evicts keys when its memory is full (maxmemory-policy %s), %s: set noeviction", policy,
                    policy.startsWith("allkeys") ? "users too" : "and may forget which sessions a user has");
        }
    }

    private static void judgePersistence(Map<String, String> persistence) {
        if ("0".equals(persistence.get("aof_enabled"))) {
            Log.warn("Redis does not write its append-only file, so a restart forgets users: set appendonly yes");
        }
    }

    private static void unknown(Throwable failure) {
        Log.debug("Redis does not tell how it keeps its data");
    }

    private Uni<Map<String, String>> info(String section) {
        return redis.send(Request.cmd(Command.INFO).arg(section), reply -> FIELD.matcher(reply.text()).results()
                .collect(Collectors.toMap(field -> field.group(1), (MatchResult field) -> field.group(2), (a, b) -> b)));
    }
}
