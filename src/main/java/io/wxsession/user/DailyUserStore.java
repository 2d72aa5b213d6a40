package io.wxsession.user;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.session.Session;

/**
 * Counts who came on which day: the active as a HyperLogLog, some 12 KB a day for any number of users, the new exactly. Nobody
 * waits for it, and nothing fails with it.
 */
@ApplicationScoped
public class DailyUserStore {

    private static final Script NOTE = Script.of("daily.lua");
    private static final String KEPT_SECONDS = Long.toString(400L * 24 * 60 * 60);

    private final RedisCommands redis;

    DailyUserStore(RedisCommands redis) {
        this.redis = redis;
    }

    /** Notes that the user of the session was active today, and perhaps new. */
    public void note(Session session, boolean isNew) {
        String today = Day.today();
        note(RedisKeys.activeUsers(session.appId(), today), List.of(KEPT_SECONDS, session.userId().value()));
        if (isNew) {
            noteNew(session.appId());
        }
    }

    /** Notes that there is a new user. */
    public void noteNew(String appId) {
        note(RedisKeys.newUsers(appId, Day.today()), List.of(KEPT_SECONDS));
    }

    private void note(String key, List<String> args) {
        redis.run(NOTE, List.of(key), args).subscribe().with(noted -> {
        }, lost -> {
        });
    }

    /** About how many users were active on a day. */
    public Uni<Long> active(String appId, String day) {
        return redis.send(Request.cmd(Command.PFCOUNT).arg(RedisKeys.activeUsers(appId, day))).map(count -> count.toLong());
    }

    /** How many users were new on a day. */
    public Uni<Long> fresh(String appId, String day) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.newUsers(appId, day)))
                .map(count -> count == null ? 0L : count.toLong());
    }
}
