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
import io.vertx.redis.client.Response;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.user.DailyUserStore;
import io.wxsession.user.UserStore;

/** Counts the users and sessions of an app, partition by partition, so that nothing else has to wait. */
@ApplicationScoped
class StatisticsStore {

    private static final int PARTITIONS_AT_ONCE = 16;
    private static final int USERS_AT_ONCE = 64;

    private final RedisCommands redis;
    private final UserStore users;
    private final DailyUserStore dailyUsers;

    StatisticsStore(RedisCommands redis, UserStore users, DailyUserStore dailyUsers) {
        this.redis = redis;
        this.users = users;
        this.dailyUsers = dailyUsers;
    }

    /** How many users there are now, and of which kind. */
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
        Request kinds = Request.cmd(Command.HMGET).arg(RedisKeys.counts(partition, appId)).arg("registered").arg("bound");
        return Uni.combine().all().unis(redis.send(length), redis.send(kinds))
                .with((users, counts) -> new UserCounts(users.toLong(), number(counts.get(0)), number(counts.get(1))));
    }

    /** How many sessions live now. */
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
        return redis.send(Request.cmd(Command.ZCOUNT).arg(RedisKeys.sessionsOf(user))
                .arg(System.currentTimeMillis()).arg("+inf")).map(Response::toLong);
    }

    /** Who came on each of the last days, the oldest first. */
    Uni<List<DayCounts>> days(String appId, int days) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return Multi.createFrom().items(IntStream.range(0, days).mapToObj(ago -> today.minusDays(days - 1L - ago)))
                .onItem().transformToUniAndConcatenate(date -> day(appId, date.toString()))
                .collect().asList();
    }

    private Uni<DayCounts> day(String appId, String date) {
        return Uni.combine().all().unis(dailyUsers.fresh(appId, date), dailyUsers.active(appId, date))
                .with((fresh, active) -> new DayCounts(date, fresh, active));
    }

    private static long number(Response count) {
        return count == null ? 0 : count.toLong();
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
     * Who came on a day.
     *
     * @param date in UTC
     * @param newUsers exactly
     * @param activeUsers to within about one percent
     */
    record DayCounts(String date, long newUsers, long activeUsers) {
    }
}
