package io.wxsession.user;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;
import io.wxsession.session.Session;

/**
 * Counts the users of each day (UTC): active users approximately, in about 12 KB a day for any number of users, new users
 * exactly. No request waits for the count or fails with it.
 */
@ApplicationScoped
public class DailyUserStore {

    private static final Script<Void> COUNT = Script.withoutReply("daily.lua");
    private static final String KEPT_SECONDS = Long.toString(Duration.ofDays(400).toSeconds());

    private final RedisCommands redis;

    DailyUserStore(RedisCommands redis) {
        this.redis = redis;
    }

    /** Counts the user of the session as active today, and as new if it is. */
    public void count(Session session, boolean isNew) {
        run(RedisKeys.activeUsers(session.appId(), today()), List.of(KEPT_SECONDS, session.userId().value()));
        if (isNew) {
            countNew(session.appId());
        }
    }

    /** Counts a new user. */
    public void countNew(String appId) {
        run(RedisKeys.newUsers(appId, today()), List.of(KEPT_SECONDS));
    }

    private void run(String key, List<String> args) {
        redis.run(COUNT, List.of(key), args).subscribe().with(counted -> {
        }, lost -> {
        });
    }

    /** About how many users were active on a day. */
    public Uni<Long> activeUsers(String appId, LocalDate day) {
        return redis.send(Request.cmd(Command.PFCOUNT).arg(RedisKeys.activeUsers(appId, day)), ReplyReader::number);
    }

    /** How many users were new on a day. */
    public Uni<Long> newUsers(String appId, LocalDate day) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.newUsers(appId, day)), ReplyReader::number);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
