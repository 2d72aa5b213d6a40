package io.wxsession.redis.connection;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.wxsession.config.UnusableSettingsException;

/** The settings {@code quarkus.redis.*}, captured from Quarkus' own client configuration. */
@Singleton
public class RedisSettings implements RedisOptionsCustomizer {

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(1);
    /** Large replies take longer; nobody waits for them with a phone in the hand. */
    private static final int BULK_DEADLINES = 10;

    private final Instance<Redis> client;
    private final Duration deadline;
    private final Duration topologyLifetime;
    private volatile RedisOptions options;

    RedisSettings(Instance<Redis> client, @ConfigProperty(name = "quarkus.redis.timeout") Duration deadline,
            @ConfigProperty(name = "quarkus.redis.topology-cache-ttl", defaultValue = "1s") Duration topologyLifetime) {
        this.client = client;
        this.deadline = deadline;
        this.topologyLifetime = topologyLifetime;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        if (RedisConfig.DEFAULT_CLIENT_NAME.equals(clientName)) {
            this.options = options;
            refuseUnusable(options.getEndpoints());
        }
    }

    /** Comes before the start-up checks, because the client would fail with a stack trace where an address is none of Redis. */
    private static void refuseUnusable(List<String> endpoints) {
        if (!endpoints.stream().allMatch(RedisEndpoint::isUsable)) {
            throw new UnusableSettingsException(List.of("quarkus.redis.hosts names a server without host name or with"
                    + " another scheme: write redis://redis:6379, or with TLS rediss://redis:6379; a host name has no underscore, and"
                    + " special characters of a password are percent-encoded"));
        }
    }

    /** Only a use of Quarkus' own client makes Quarkus read its settings. */
    private RedisOptions options() {
        if (options == null) {
            client.get();
        }
        return options;
    }

    /** Standalone, Sentinel, cluster or replication. */
    public RedisClientType type() {
        return options().getType();
    }

    /** The servers or Sentinels that are configured. */
    public List<RedisEndpoint> endpoints() {
        return options().getEndpoints().stream().map(RedisEndpoint::of).toList();
    }

    /** The name under which Sentinels know the master. */
    public String masterName() {
        return options().getMasterName();
    }

    /** What the library needs to open one connection to that server. Attempts are repeated here, not there. */
    RedisOptions optionsFor(RedisEndpoint endpoint) {
        RedisOptions plain = new RedisOptions(options()).setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(endpoint.uri())).setMaxPoolSize(1);
        plain.getNetClientOptions().setReconnectAttempts(0).setConnectTimeout((int) connectDeadline().toMillis());
        return plain;
    }

    /** How long a command of that lane is awaited. */
    public Duration deadline(Lane lane) {
        return lane == Lane.BULK ? deadline.multipliedBy(BULK_DEADLINES) : deadline;
    }

    /** How long connecting may take, TLS and login included: {@code quarkus.redis.tcp.connection-timeout}, or 1 s. */
    Duration connectDeadline() {
        int configured = options().getNetClientOptions().getConnectTimeout();
        return configured == ClientOptionsBase.DEFAULT_CONNECT_TIMEOUT ? CONNECT_DEADLINE : Duration.ofMillis(configured);
    }

    /** How old the knowledge of the masters may become before it is refreshed. */
    public Duration topologyLifetime() {
        return topologyLifetime;
    }

    /** How many commands of an event loop may wait for an answer. */
    public int maxPending() {
        return options().getMaxWaitingHandlers();
    }
}
