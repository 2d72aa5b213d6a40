package io.wxsession.backend;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.user.User;
import io.wxsession.user.UserStore;

/**
 * Streams all users of an app at the speed of the reader. Users are ordered by partition, then by id, so the id of the last
 * user is the cursor. Users created or erased meanwhile do not move the cursor.
 */
@ApplicationScoped
class UserExport {

    private static final int AT_ONCE = 64;

    private final UserStore users;

    UserExport(UserStore users) {
        this.users = users;
    }

    /** All users after the cursor, one element per user. */
    Multi<Object> lines(String appId, Optional<UserId> after) {
        List<Partition> partitions = Partition.all()
                .filter(partition -> after.map(id -> partition.number() >= id.partition().number()).orElse(true)).toList();
        return Multi.createFrom().iterable(partitions)
                .onItem().transformToMultiAndConcatenate(partition -> ids(partition, appId, after))
                .group().intoLists().of(AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(ids -> Uni.join().all(ids.stream().map(users::findInBulk).toList()).andFailFast())
                .onItem().<Optional<User>> disjoint()
                .filter(Optional::isPresent)
                .map(user -> ExportedUser.of(user.get()));
    }

    private Multi<UserId> ids(Partition partition, String appId, Optional<UserId> after) {
        return users.list(partition, appId).onItem().transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .filter(id -> after.map(cursor -> isAfter(id, cursor)).orElse(true));
    }

    private static boolean isAfter(UserId id, UserId cursor) {
        return id.partition().number() > cursor.partition().number() || id.value().compareTo(cursor.value()) > 0;
    }

    /** At most {@code limit} users after the cursor, then the next cursor, which is null after the last user. */
    Multi<Object> page(String appId, Optional<UserId> after, long limit) {
        AtomicLong count = new AtomicLong();
        AtomicReference<String> last = new AtomicReference<>();
        Multi<Object> lines = lines(appId, after).select().first(limit).invoke(line -> {
            count.incrementAndGet();
            last.set(((ExportedUser) line).id());
        });
        return Multi.createBy().concatenating().streams(lines,
                Multi.createFrom()
                        .deferred(() -> Multi.createFrom().item(new ExportCursor(count.get() < limit ? null : last.get()))));
    }

    /** A user in the export. */
    @RegisterForReflection
    record ExportedUser(String id, String appId, Openid openid, @JsonInclude(Include.NON_NULL) Unionid unionid,
            boolean registered,
            boolean bound, @JsonInclude(Include.NON_NULL) AccountId account, Instant createdAt) {

        static ExportedUser of(User user) {
            return new ExportedUser(user.id().value(), user.appId(), user.openid(), user.unionid(), user.registered(),
                    user.bound(), user.account(), user.createdAt());
        }
    }

    /** The last line of a page: the cursor of the next page, or null. */
    @RegisterForReflection
    record ExportCursor(String cursor) {
    }
}
