package io.wxsession.user;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.session.DailyUsers;
import io.wxsession.session.UserId;

/** Brings users along who have not logged in yet, with the accounts they are bound to. */
@ApplicationScoped
public class Registration {

    private final UserStore users;
    private final UnionSets unions;
    private final Bindings bindings;
    private final Erasure erasure;
    private final DailyUsers dailyUsers;

    Registration(UserStore users, UnionSets unions, Bindings bindings, Erasure erasure, DailyUsers dailyUsers) {
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
    public Uni<Brought> bring(String appId, String openid, String unionid, String accountId) {
        return completeErasure(appId, openid).chain(() -> users.create(appId, openid, unionid)).call(created -> {
            if (created.isNew()) {
                dailyUsers.noteNew(appId);
            }
            return created.isNew() ? unions.add(unionid, created.id().value()) : Uni.createFrom().voidItem();
        }).call(created -> accountId == null ? Uni.createFrom().voidItem() : bindings.bind(created.id(), appId, accountId));
    }

    /** A user whom nobody finished erasing is erased first. */
    private Uni<Void> completeErasure(String appId, String openid) {
        return users.id(appId, openid).chain(id -> id.map(it -> users.find(it)
                .chain(user -> user.isPresent() ? Uni.createFrom().voidItem() : erasure.erase(it)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * A user that is there now.
     *
     * @param isNew whether it was not there before
     */
    public record Brought(UserId id, boolean isNew) {
    }
}
