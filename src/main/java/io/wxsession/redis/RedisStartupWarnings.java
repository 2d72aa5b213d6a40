package io.wxsession.redis;

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

/** Warns at start if a production Redis may lose users. Without a connection it says nothing. */
@ApplicationScoped
@IfBuildProfile("prod")
class RedisStartupWarnings {

    private static final Pattern FIELD = Pattern.compile("(?m)^([a-z_]+):(.*?)\r?$");

    private final RedisCommands redis;

    RedisStartupWarnings(RedisCommands redis) {
        this.redis = redis;
    }

    void warn(@Observes StartupEvent event) {
        info("memory").subscribe().with(memory -> {
            String policy = memory.getOrDefault("maxmemory_policy", "noeviction");
            if (!policy.equals("noeviction")) {
                Log.warnf("Redis evicts keys when its memory is full (maxmemory-policy %s), %s: set noeviction", policy,
                        policy.startsWith("allkeys") ? "users too" : "and may forget which sessions a user has");
            }
        }, unknown -> {
        });
        info("persistence").subscribe().with(persistence -> {
            if ("0".equals(persistence.get("aof_enabled"))) {
                Log.warn("Redis does not write its append-only file, so a restart forgets users: set appendonly yes");
            }
        }, unknown -> {
        });
    }

    private Uni<Map<String, String>> info(String section) {
        return redis.send(Request.cmd(Command.INFO).arg(section), reply -> FIELD.matcher(reply.text()).results()
                .collect(Collectors.toMap(field -> field.group(1), (MatchResult field) -> field.group(2), (a, b) -> b)));
    }
}
