package io.wxsession.backend.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;

/** Counts the users and sessions of a partition anew, some users at a time. */
@ApplicationScoped
class RecountStore {

    private static final Script<Found> USERS = Script.of(Found::read, "sessions.lua", "recount_users.lua");
    private static final Script<Boolean> END = Script.of(ReplyReader::flag, "live_sessions.lua", "sessions.lua",
            "recount_end.lua");
    private static final String VERSION = "version";

    private final RedisCommands redis;

    RecountStore(RedisCommands redis) {
        this.redis = redis.bulk();
    }

    /** Whether this replica is to count now: true for one of all replicas, which has that time for it. */
    Uni<Boolean> claim(Duration validity) {
        return redis.send(Request.cmd(Command.SET).arg(RedisKeys.recountClaim()).arg("1").arg("NX").arg("EX")
                .arg(validity.toSeconds()), ReplyReader::isPresent);
    }

    /** Says that all is counted, and need not be for that time. */
    Uni<Void> done(Duration validity) {
        return redis.send(Request.cmd(Command.SET).arg(RedisKeys.recountClaim()).arg("1").arg("EX").arg(validity.toSeconds()),
                ReplyReader::isPresent).replaceWithVoid();
    }

    /** The versions of the counts now. */
    Uni<Versions> versions(Partition partition, String appId) {
        return Uni.combine().all()
                .unis(version(RedisKeys.userCounts(partition, appId)), version(RedisKeys.liveSessions(partition)))
                .with(Versions::new);
    }

    private Uni<Long> version(String key) {
        return redis.send(Request.cmd(Command.HGET).arg(key).arg(VERSION), ReplyReader::number);
    }

    /** Looks at some users of one partition. */
    Uni<Found> look(List<UserId> users) {
        List<String> keys = new ArrayList<>();
        for (UserId user : users) {
            keys.add(RedisKeys.user(user));
            keys.add(RedisKeys.sessionIndex(user));
        }
        return redis.run(USERS, keys, List.of());
    }

    /** Writes what was found, unless a count has changed since these versions. Gives whether it was written. */
    Uni<Boolean> write(Partition partition, String appId, Versions versions, Found found) {
        List<String> args = new ArrayList<>(List.of(appId, Long.toString(versions.users()), Long.toString(versions.sessions()),
                Long.toString(found.registered()), Long.toString(found.bound())));
        found.sessionsByMinute().forEach((minute, sessions) -> {
            args.add(minute.toString());
            args.add(sessions.toString());
        });
        return redis.run(END, List.of(RedisKeys.userCounts(partition, appId), RedisKeys.liveSessions(partition)), args);
    }

    /** What tells whether a count has changed. */
    record Versions(long users, long sessions) {

        /** Nothing was ever counted. */
        static final Versions NONE = new Versions(0, 0);
    }

    /**
     * What was found of some users.
     *
     * @param registered how many have a profile
     * @param bound how many have an account
     * @param sessionsByMinute how many live sessions end in each minute since 1970
     */
    record Found(long registered, long bound, Map<Long, Long> sessionsByMinute) {

        static final Found NOTHING = new Found(0, 0, Map.of());

        private static Found read(ReplyReader reply) {
            long registered = reply.number();
            long bound = reply.number();
            Map<Long, Long> sessions = new TreeMap<>();
            reply.remainingTexts().forEach(ends -> sessions
                    .merge(TimeUnit.MILLISECONDS.toMinutes((long) Double.parseDouble(ends)), 1L, Long::sum));
            return new Found(registered, bound, sessions);
        }

        /** This and that together. */
        Found and(Found other) {
            Map<Long, Long> sessions = new TreeMap<>(sessionsByMinute);
            other.sessionsByMinute.forEach((minute, count) -> sessions.merge(minute, count, Long::sum));
            return new Found(registered + other.registered, bound + other.bound, sessions);
        }
    }
}
