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
    private final DailyUsers dailyUsers;

    Registration(UserStore users, UnionSets unions, Bindings bindings, DailyUsers dailyUsers) {
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
        return users.create(appId, openid, unionid).call(created -> {
            if (created.isNew()) {
                dailyUsers.noteNew(appId);
            }
            return created.isNew() ? unions.add(unionid, created.id().value()) : Uni.createFrom().voidItem();
        }).call(created -> accountId == null ? Uni.createFrom().voidItem() : bindings.bind(created.id(), appId, accountId));
    }

    /**
     * A user that is there now.
     *
     * @param isNew whether it was not there before
     */
    public record Brought(UserId id, boolean isNew) {
    }
}
