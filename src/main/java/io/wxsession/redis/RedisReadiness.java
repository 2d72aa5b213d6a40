package io.wxsession.redis;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Ready means that a master of Redis serves requests, on the connections that requests use. */
@Readiness
@ApplicationScoped
class RedisReadiness implements AsyncHealthCheck {

    private final RedisCommands redis;

    RedisReadiness(RedisCommands redis) {
        this.redis = redis;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return redis.anyMasterServes().map(answers -> HealthCheckResponse.named("Redis").status(answers).build());
    }
}
