package io.wxsession.backend.statistics;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;
import io.wxsession.user.daily.DailyUserCounter;
import io.wxsession.user.daily.DailyUserStore;

/** What is counted of the users and sessions of an app. Costs the same for any number of users. */
@ApplicationScoped
class StatisticsStore {

    private static final Script<Counts> COUNTS = Script.of(Counts::read, "live_sessions.lua", "sessions.lua", "counts.lua");
    /** So many scripts at a time that a Redis far away is not asked too often, and so few that no other command waits long. */
    private static final int ASKED_AT_ONCE = 128;

    private final RedisCommands redis;
    private final DailyUserStore dailyUsers;
    private final DailyUserCounter dailyCounter;

    StatisticsStore(RedisCommands redis, DailyUserStore dailyUsers, DailyUserCounter dailyCounter) {
        this.redis = redis.bulk();
        this.dailyUsers = dailyUsers;
        this.dailyCounter = dailyCounter;
    }

    /** How many users and live sessions the app has now. */
    Uni<Counts> counts(String appId) {
        return Multi.createFrom().items(Partition.all())
                .onItem().transformToUni(partition -> counts(partition, appId)).merge(ASKED_AT_ONCE)
                .collect().in(() -> new long[4], (sum, counts) -> {
                    sum[0] += counts.users();
                    sum[1] += counts.registered();
                    sum[2] += counts.bound();
                    sum[3] += counts.activeSessions();
                }).map(sum -> new Counts(sum[0], sum[1], sum[2], sum[3]));
    }

    private Uni<Counts> counts(Partition partition, String appId) {
        return redis.run(COUNTS, List.of(RedisKeys.registry(partition, appId), RedisKeys.userCounts(partition, appId),
                RedisKeys.liveSessions(partition)), List.of(appId));
    }

    /** The new and active users of each of the last days, the oldest first. */
    Uni<List<DayCounts>> days(String appId, int days) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return dailyCounter.flush().chain(() -> Multi.createFrom()
                .items(IntStream.range(0, days).mapToObj(ago -> today.minusDays(days - 1L - ago)))
                .onItem().transformToUni(date -> day(appId, date)).merge(ASKED_AT_ONCE)
                .collect().asList())
                .map(unordered -> unordered.stream().sorted(Comparator.comparing(DayCounts::date)).toList());
    }

    private Uni<DayCounts> day(String appId, LocalDate date) {
        return Uni.combine().all().unis(dailyUsers.newUsers(appId, date), dailyUsers.activeUsers(appId, date))
                .with((newUsers, activeUsers) -> new DayCounts(date.toString(), newUsers, activeUsers));
    }

    /**
     * How many users and sessions there are.
     *
     * @param users all
     * @param registered with a profile
     * @param bound with an account
     * @param activeSessions live ones; one that ended by itself may be counted for up to a minute
     */
    record Counts(long users, long registered, long bound, long activeSessions) {

        private static Counts read(ReplyReader reply) {
            return new Counts(reply.number(), reply.number(), reply.number(), reply.number());
        }
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
