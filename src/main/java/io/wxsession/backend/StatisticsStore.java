package io.wxsession.backend;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.user.daily.DailyUserCounter;
import io.wxsession.user.daily.DailyUserStore;
import io.wxsession.user.UserStore;

/** Counts the users and sessions of an app, a few partitions at a time, so that no other command waits long. */
@ApplicationScoped
class StatisticsStore {

    private static final int PARTITIONS_AT_ONCE = 16;
    private static final int USERS_AT_ONCE = 64;

    private final RedisCommands redis;
    private final UserStore users;
    private final DailyUserStore dailyUsers;
    private final DailyUserCounter dailyCounter;

    StatisticsStore(RedisCommands redis, UserStore users, DailyUserStore dailyUsers, DailyUserCounter dailyCounter) {
        this.redis = redis;
        this.users = users;
        this.dailyUsers = dailyUsers;
        this.dailyCounter = dailyCounter;
    }

    /** How many users the app has now, and how many of them are registered and bound. */
    Uni<UserCounts> users(String appId) {
        return Multi.createFrom().items(Partition.all())
                .onItem().transformToUni(partition -> users(partition, appId)).merge(PARTITIONS_AT_ONCE)
                .collect().in(() -> new long[3], (sum, counts) -> {
                    sum[0] += counts.users();
                    sum[1] += counts.registered();
                    sum[2] += counts.bound();
                }).map(sum -> new UserCounts(sum[0], sum[1], sum[2]));
    }

    private Uni<UserCounts> users(Partition partition, String appId) {
        Request length = Request.cmd(Command.HLEN).arg(RedisKeys.registry(partition, appId));
        Request kinds = Request.cmd(Command.HMGET).arg(RedisKeys.userCounts(partition, appId)).arg("registered").arg("bound");
        return Uni.combine().all()
                .unis(redis.send(length, ReplyReader::number),
                        redis.send(kinds, reply -> new UserCounts(0, reply.number(), reply.number())))
                .with((users, counts) -> new UserCounts(users, counts.registered(), counts.bound()));
    }

    /** How many sessions are live now. */
    Uni<Long> activeSessions(String appId) {
        return Multi.createFrom().items(Partition.all())
                .onItem().transformToMulti(partition -> users.list(partition, appId)
                        .onItem().transformToMulti(ids -> Multi.createFrom().iterable(ids)))
                .merge(PARTITIONS_AT_ONCE)
                .onItem().transformToUni(this::sessions).merge(USERS_AT_ONCE)
                .collect().in(() -> new long[1], (sum, count) -> sum[0] += count)
                .map(sum -> sum[0]);
    }

    private Uni<Long> sessions(UserId user) {
        return redis.send(Request.cmd(Command.ZCOUNT).arg(RedisKeys.sessionIndex(user))
                .arg(System.currentTimeMillis()).arg("+inf"), ReplyReader::number);
    }

    /** The new and active users of each of the last days, the oldest first. */
    Uni<List<DayCounts>> days(String appId, int days) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return dailyCounter.flush().chain(() -> Multi.createFrom()
                .items(IntStream.range(0, days).mapToObj(ago -> today.minusDays(days - 1L - ago)))
                .onItem().transformToUniAndConcatenate(date -> day(appId, date))
                .collect().asList());
    }

    private Uni<DayCounts> day(String appId, LocalDate date) {
        return Uni.combine().all().unis(dailyUsers.newUsers(appId, date), dailyUsers.activeUsers(appId, date))
                .with((newUsers, activeUsers) -> new DayCounts(date.toString(), newUsers, activeUsers));
    }

    /**
     * How many users there are.
     *
     * @param users all
     * @param registered with a profile
     * @param bound with an account
     */
    record UserCounts(long users, long registered, long bound) {
    }

    /**
     * The users of a day.
     *
     * @param date in UTC
     * @param newUsers exact
     * @param activeUsers within about one percent
     */
    record DayCounts(String date, long newUsers, long activeUsers) {
    }
}
