package io.wxsession.user;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.UserId;
import io.wxsession.log.SecurityEvent;
import io.wxsession.user.UserChangeStore.ErasedUser;
import io.wxsession.user.event.WechatUserEvent;

/**
 * Erases all data of a user. The user is marked first and deleted last, so repeating an interrupted erasure completes it.
 */
@ApplicationScoped
public class ErasureService {

    private final UserChangeStore users;
    private final UnionStore unions;
    private final AccountClaimStore claims;

    ErasureService(UserChangeStore users, UnionStore unions, AccountClaimStore claims) {
        this.users = users;
        this.unions = unions;
        this.claims = claims;
    }

    /** Erases a user. A user that does not exist is erased already. */
    public Uni<Void> erase(UserId user) {
        return users.beginErasure(user).chain(begun -> finish(user, begun));
    }

    /** Erases a user because of an event of WeChat, once for each event. */
    public Uni<Void> erase(UserId user, WechatUserEvent event) {
        return users.beginErasure(user, event).chain(begun -> finish(user, begun));
    }

    private Uni<Void> finish(UserId user, Optional<ErasedUser> begun) {
        if (begun.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        ErasedUser erased = begun.get();
        return unions.drop(erased.unionid(), user)
                .chain(() -> erased.account()
                        .map(released -> claims.release(erased.appId(), released.account(), released.claim()))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> users.finishErasure(user, erased))
                .invoke(() -> SecurityEvent.USER_ERASED.log("User %s of app %s was erased", user, erased.appId()));
    }
}
