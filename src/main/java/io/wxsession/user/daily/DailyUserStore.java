package io.wxsession.user.daily;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;

/**
 * The users of each day (UTC): active users approximately, in about 12 KB a day for any number of users, new users exactly.
 */
@ApplicationScoped
public class DailyUserStore {

    private static final Script<Void> ADD_ACTIVE = Script.withoutReply("daily_active.lua");
    private static final Script<Void> ADD_NEW = Script.withoutReply("daily_new.lua");
    private static final String KEPT_SECONDS = Long.toString(Duration.ofDays(400).toSeconds());

    private final RedisCommands redis;

    DailyUserStore(RedisCommands redis) {
        this.redis = redis.bulk();
    }

    /** Counts users as active on a day, each of them once however often it is counted. */
    Uni<Void> addActive(String appId, LocalDate day, Collection<UserId> users) {
        List<String> args = new ArrayList<>(List.of(KEPT_SECONDS));
        users.forEach(user -> args.add(user.value()));
        return redis.run(ADD_ACTIVE, List.of(RedisKeys.activeUsers(appId, day)), args);
    }

    /** Counts that many more new users on a day. */
    Uni<Void> addNew(String appId, LocalDate day, long users) {
        return redis.run(ADD_NEW, List.of(RedisKeys.newUsers(appId, day)), List.of(KEPT_SECONDS, Long.toString(users)));
    }

    /** About how many users were active on a day. */
    public Uni<Long> activeUsers(String appId, LocalDate day) {
        return redis.send(Request.cmd(Command.PFCOUNT).arg(RedisKeys.activeUsers(appId, day)), ReplyReader::number);
    }

    /** How many users were new on a day. */
    public Uni<Long> newUsers(String appId, LocalDate day) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.newUsers(appId, day)), ReplyReader::number);
    }
}
