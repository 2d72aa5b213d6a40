package io.wxsession.user;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.user.daily.DailyUserCounter;

/** Imports users that have not logged in yet, with the accounts they are bound to. */
@ApplicationScoped
public class UserImport {

    private final UserStore users;
    private final UnionStore unions;
    private final BindingService bindings;
    private final ErasureService erasure;
    private final DailyUserCounter dailyUsers;

    UserImport(UserStore users, UnionStore unions, BindingService bindings, ErasureService erasure,
            DailyUserCounter dailyUsers) {
        this.erasure = erasure;
        this.users = users;
        this.unions = unions;
        this.bindings = bindings;
        this.dailyUsers = dailyUsers;
    }

    /**
     * Finds or creates the user of an openid.
     *
     * @param unionid the unionid of a new user, or null
     * @param accountId the account to bind the user to, or null; fails with {@code binding_conflict}
     */
    public Uni<ImportedUser> importUser(String appId, Openid openid, Unionid unionid, AccountId accountId) {
        return completeErasure(appId, openid).chain(() -> users.create(appId, openid, unionid)).call(created -> {
            if (created.isNew()) {
                dailyUsers.countNew(appId);
            }
            return created.isNew() ? unions.add(unionid, created.id()) : Uni.createFrom().voidItem();
        }).call(created -> accountId == null ? Uni.createFrom().voidItem() : bindings.bind(created.id(), appId, accountId));
    }

    /** Completes an erasure of the user that was interrupted. */
    private Uni<Void> completeErasure(String appId, Openid openid) {
        return users.id(appId, openid).chain(id -> id.map(it -> users.find(it)
                .chain(user -> user.isPresent() ? Uni.createFrom().voidItem() : erasure.erase(it)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * An imported user.
     *
     * @param isNew whether this import created it
     */
    public record ImportedUser(UserId id, boolean isNew) {
    }
}
