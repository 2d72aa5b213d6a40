package io.wxsession.backend.statistics;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.wxsession.backend.statistics.RecountStore.Found;
import io.wxsession.backend.statistics.RecountStore.Versions;
import io.wxsession.eventloop.Pause;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.UserId;
import io.wxsession.user.UserStore;
import io.wxsession.wechat.app.App;
import io.wxsession.wechat.app.Apps;

/**
 * Puts right what the scripts count, in case an older version or a lost key has left it wrong. One replica does this once a day,
 * slowly: it counts one partition after the other.
 */
@ApplicationScoped
class Recount {

    private static final Duration ONCE_IN = Duration.ofDays(1);
    private static final Duration FIRST_ASKED_AFTER = Duration.ofMinutes(1);
    private static final Duration ASKED_EVERY = Duration.ofHours(1);

    private static final int USERS_AT_ONCE = 100;
    /** Leaves Redis nine tenths of its time for requests. */
    private static final long PAUSE_MILLIS = 20;
    private static final int MAX_ATTEMPTS = 5;

    private final Vertx vertx;
    private final Apps apps;
    private final UserStore users;
    private final RecountStore store;
    private long timer;

    Recount(Vertx vertx, Apps apps, UserStore users, RecountStore store) {
        this.vertx = vertx;
        this.apps = apps;
        this.users = users;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(FIRST_ASKED_AFTER.toMillis(), ASKED_EVERY.toMillis(),
                due -> runIfDue().subscribe().with(done -> {
                }, failure -> Log.warn("Users and sessions could not be counted anew, which is tried again within two hours")));
    }

    /** Counts everything anew if no replica has done so for a day, or is just doing it. */
    Uni<Void> runIfDue() {
        return store.claim(ASKED_EVERY)
                .chain(claimed -> claimed ? run().chain(() -> store.done(ONCE_IN)) : Uni.createFrom().voidItem());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Counts everything anew; fails if Redis cannot be reached. */
    Uni<Void> run() {
        return Multi.createFrom().iterable(apps.all())
                .onItem().transformToMultiAndConcatenate(app -> Multi.createFrom().items(Partition.all())
                        .onItem().transformToUniAndConcatenate(partition -> recount(partition, app, MAX_ATTEMPTS)))
                .collect().last().replaceWithVoid();
    }

    /** A partition whose counts change all the time is left as it is. */
    private Uni<Boolean> recount(Partition partition, App app, int attempts) {
        return attempt(partition, app.id())
                .chain(written -> written || attempts == 1 ? Uni.createFrom().item(written)
                        : recount(partition, app, attempts - 1));
    }

    private Uni<Boolean> attempt(Partition partition, String appId) {
        return store.versions(partition, appId)
                .chain(versions -> users.list(partition, appId)
                        .chain(ids -> ids.isEmpty() && versions.equals(Versions.NONE) ? Uni.createFrom().item(true)
                                : look(ids).chain(found -> store.write(partition, appId, versions, found))));
    }

    private Uni<Found> look(List<UserId> ids) {
        return Multi.createFrom().iterable(ids).group().intoLists().of(USERS_AT_ONCE)
                .onItem().transformToUniAndConcatenate(some -> Pause.of(vertx, PAUSE_MILLIS).chain(() -> store.look(some)))
                .collect().in(() -> new Found[] { Found.NOTHING }, (sum, found) -> sum[0] = sum[0].and(found))
                .map(sum -> sum[0]);
    }
}
