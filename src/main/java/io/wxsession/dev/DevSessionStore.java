package io.wxsession.dev;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;

/** What production never does with sessions: it finds all of them, and removes them as if their time had run out. */
@ApplicationScoped
@IfBuildProfile("dev")
class DevSessionStore {

    private final RedisCommands redis;

    DevSessionStore(RedisCommands redis) {
        this.redis = redis;
    }

    /** The handles of all sessions. Redis looks at all its keys for that, so this is for development alone. */
    Uni<List<SessionHandle>> all() {
        return redis.send(Request.cmd(Command.KEYS).arg(RedisKeys.allSessions()), ReplyReader::remainingTexts)
                .map(keys -> keys.stream().map(key -> key.substring(key.lastIndexOf(':') + 1))
                        .flatMap(handle -> SessionHandle.parse(handle).stream()).toList());
    }

    Uni<Void> expire(SessionHandle handle) {
        return redis.send(Request.cmd(Command.DEL).arg(RedisKeys.session(handle)));
    }
}
