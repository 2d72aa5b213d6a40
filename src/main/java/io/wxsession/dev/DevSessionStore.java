package io.wxsession.dev;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.redis.RedisCommands;

/** Removes sessions as if their time had run out. */
@ApplicationScoped
@IfBuildProfile("dev")
class DevSessionStore {

    private final RedisCommands redis;

    DevSessionStore(RedisCommands redis) {
        this.redis = redis;
    }

    Uni<Void> expire(SessionHandle handle) {
        return redis.send(Request.cmd(Command.DEL).arg(RedisKeys.session(handle)));
    }
}
