package io.wxsession.user;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;

/** Brings users along who have not logged in yet, with the accounts they are bound to. */
@ApplicationScoped
public class UserImport {

    private final UserStore users;
    private final UnionStore unions;
    private final BindingService bindings;
    private final ErasureService erasure;
    private final DailyUserStore dailyUsers;

    UserImport(UserStore users, UnionStore unions, BindingService bindings, ErasureService erasure, DailyUserStore dailyUsers) {
        this.erasure = erasure;
        this.users = users;
        this.unions = unions;
        this.bindings = bindings;
        this.dailyUsers = dailyUsers;
    }

    /**
     * Finds or creates the user of an openid.
     *
     * @param unionid of a user who is new, or null
     * @param accountId to bind the user to, or null; fails with {@code binding_conflict}
     */
    public Uni<ImportedUser> importUser(String appId, Openid openid, Unionid unionid, AccountId accountId) {
        return completeErasure(appId, openid).chain(() -> users.create(appId, openid, unionid)).call(created -> {
            if (created.isNew()) {
                dailyUsers.noteNew(appId);
            }
            return created.isNew() ? unions.add(unionid, created.id()) : Uni.createFrom().voidItem();
        }).call(created -> accountId == null ? Uni.createFrom().voidItem() : bindings.bind(created.id(), appId, accountId));
    }

    /** A user whom nobody finished erasing is erased first. */
    private Uni<Void> completeErasure(String appId, Openid openid) {
        return users.id(appId, openid).chain(id -> id.map(it -> users.find(it)
                .chain(user -> user.isPresent() ? Uni.createFrom().voidItem() : erasure.erase(it)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * A user that is there now.
     *
     * @param isNew whether it was not there before
     */
    public record ImportedUser(UserId id, boolean isNew) {
    }
}
