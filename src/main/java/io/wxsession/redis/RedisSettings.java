package io.wxsession.redis;

import java.time.Duration;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

/** Everything {@code quarkus.redis.*} says about the connection, overheard while Quarkus sets its own client up. */
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

    /** A copy of them. Asking for Quarkus' own client is what makes Quarkus set it up and watch its health. */
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
