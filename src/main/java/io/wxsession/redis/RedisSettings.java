package io.wxsession.redis;

import java.time.Duration;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

/** The settings {@code quarkus.redis.*} of the connection, captured from Quarkus' own client configuration. */
@Singleton
class RedisSettings implements RedisOptionsCustomizer {

    private final Instance<Redis> client;
    private final Duration deadline;
    private volatile RedisOptions options;

    RedisSettings(Instance<Redis> client, @ConfigProperty(name = "quarkus.redis.timeout") Duration deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        if (RedisConfig.DEFAULT_CLIENT_NAME.equals(clientName)) {
            this.options = options;
        }
    }

    /** A copy of the options. Only a use of Quarkus' own client makes Quarkus configure it and check its health. */
    RedisOptions options() {
        if (options == null) {
            client.get();
        }
        RedisOptions copy = new RedisOptions(options);
        copy.getNetClientOptions().setConnectTimeout((int) deadline.toMillis());
        return copy;
    }

    Duration deadline() {
        return deadline;
    }
}
