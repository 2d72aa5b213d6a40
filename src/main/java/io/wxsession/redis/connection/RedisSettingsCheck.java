package io.wxsession.redis.connection;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisReplicas;
import io.vertx.redis.client.RedisRole;
import io.wxsession.config.StartupCheck;

/** Refuses settings under {@code quarkus.redis.*} that the service cannot or must not follow. */
@ApplicationScoped
class RedisSettingsCheck implements StartupCheck {

    private final Optional<List<URI>> hosts;
    private final Optional<String> hostsProvider;
    private final RedisClientType type;
    private final Optional<RedisRole> role;
    private final Optional<RedisReplicas> replicas;

    RedisSettingsCheck(@ConfigProperty(name = "quarkus.redis.hosts") Optional<List<URI>> hosts,
            @ConfigProperty(name = "quarkus.redis.hosts-provider-name") Optional<String> hostsProvider,
            @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = "standalone") RedisClientType type,
            @ConfigProperty(name = "quarkus.redis.role") Optional<RedisRole> role,
            @ConfigProperty(name = "quarkus.redis.replicas") Optional<RedisReplicas> replicas) {
        this.hosts = hosts;
        this.hostsProvider = hostsProvider;
        this.type = type;
        this.role = role;
        this.replicas = replicas;
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (hosts.isEmpty() && hostsProvider.isEmpty()) {
            faults.add("quarkus.redis.hosts is not set: name the Redis that keeps the sessions, such as redis://redis:6379");
        }
        if (type == RedisClientType.STANDALONE && hosts.filter(several -> several.size() > 1).isPresent()) {
            faults.add("quarkus.redis.hosts names several servers: name one, or set quarkus.redis.client-type to sentinel,"
                    + " cluster or replication");
        }
        if (type == RedisClientType.CLUSTER && hosts.stream().flatMap(List::stream).anyMatch(RedisSettingsCheck::hasDatabase)) {
            faults.add("quarkus.redis.hosts names a database, but a Redis Cluster has only database 0: leave it out");
        }
        if (hosts.stream().flatMap(List::stream).anyMatch(RedisSettingsCheck::hasUserOnly)) {
            // The client would ignore the user and log in as another, the default one.
            faults.add("quarkus.redis.hosts names a user without a password: write redis://user:password@redis:6379, or"
                    + " redis://redis:6379?user=user and set quarkus.redis.password");
        }
        if (replicas.filter(use -> use != RedisReplicas.NEVER).isPresent()) {
            faults.add("quarkus.redis.replicas allows reads from replicas, where a logout would stay unseen: leave it out");
        }
        if (role.filter(other -> other != RedisRole.MASTER).isPresent()) {
            faults.add("quarkus.redis.role is not master, but only the master has all sessions: leave it out");
        }
        return faults;
    }

    private static boolean hasUserOnly(URI host) {
        return host.getRawUserInfo() != null && !host.getRawUserInfo().contains(":");
    }

    private static boolean hasDatabase(URI host) {
        return host.getPath() != null && host.getPath().length() > 1 && !host.getPath().equals("/0");
    }
}
