package io.wxsession.user.daily;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.Session;

/**
 * Collects the users of the day for a second before it counts them, because all users of an app share the keys of a day. No
 * request waits for the count or fails with it. If Redis fails, what was collected meanwhile is not counted.
 */
@ApplicationScoped
public class DailyUserCounter {

    private static final long COLLECTED_MILLIS = 1000;
    private static final int MOST_COLLECTED = 1000;

    private final Vertx vertx;
    private final DailyUserStore store;
    private Map<Day, Users> collected = new HashMap<>();
    private int size;

    DailyUserCounter(Vertx vertx, DailyUserStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    /** Counts the user of the session as active today, and as new if it is. */
    public void count(Session session, boolean isNew) {
        collect(session.appId(), session.userId(), isNew);
    }

    /** Counts a new user who is not active. */
    public void countNew(String appId) {
        collect(appId, null, true);
    }

    private void collect(String appId, UserId active, boolean isNew) {
        boolean isFirst;
        boolean isFull;
        synchronized (this) {
            isFirst = size++ == 0;
            isFull = size == MOST_COLLECTED;
            collected.computeIfAbsent(new Day(appId, LocalDate.now(ZoneOffset.UTC)), day -> new Users()).add(active, isNew);
        }
        if (isFirst) {
            vertx.setTimer(COLLECTED_MILLIS, over -> countAsync());
        }
        if (isFull) {
            countAsync();
        }
    }

    private void countAsync() {
        flush().subscribe().with(counted -> {
        });
    }

    /** Counts what is collected now. Never fails. */
    public Uni<Void> flush() {
        List<Uni<Void>> counts = new ArrayList<>();
        take().forEach((day, users) -> {
            if (!users.active.isEmpty()) {
                counts.add(store.addActive(day.appId(), day.date(), users.active));
            }
            if (users.newUsers > 0) {
                counts.add(store.addNew(day.appId(), day.date(), users.newUsers));
            }
        });
        return counts.isEmpty() ? Uni.createFrom().voidItem()
                : Uni.join().all(counts).andCollectFailures().replaceWithVoid().onFailure().recoverWithNull();
    }

    private synchronized Map<Day, Users> take() {
        Map<Day, Users> taken = collected;
        collected = new HashMap<>();
        size = 0;
        return taken;
    }

    void stop(@Observes ShutdownEvent event) {
        countAsync();
    }

    private record Day(String appId, LocalDate date) {
    }

    private static final class Users {

        private final Set<UserId> active = new HashSet<>();
        private long newUsers;

        private void add(UserId user, boolean isNew) {
            if (user != null) {
                active.add(user);
            }
            newUsers += isNew ? 1 : 0;
        }
    }
}
