package io.wxsession.user;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import io.wxsession.redis.Script;
import io.wxsession.session.EndReason;
import io.wxsession.session.Keys;
import io.wxsession.session.UserId;
import io.wxsession.session.UserScripts;

/**
 * Erases all that is known of a user. The user is marked first and deleted last, so that whatever interrupts it, doing it again
 * completes it.
 */
@ApplicationScoped
public class Erasure {

    private static final Script BEGIN = UserScripts.script("erase_begin.lua");
    private static final Script END = UserScripts.script("erase_end.lua");

    private final UserScripts scripts;
    private final UnionSets unions;
    private final AccountClaims claims;

    Erasure(UserScripts scripts, UnionSets unions, AccountClaims claims) {
        this.scripts = scripts;
        this.unions = unions;
        this.claims = claims;
    }

    /** Erases a user; nothing is left to do for one that is gone. */
    public Uni<Void> erase(UserId user) {
        return erase(user, List.of(), List.of(EndReason.REVOKED.word()));
    }

    /**
     * Erases a user because of an event, once.
     *
     * @param event the key under which the event is remembered
     */
    public Uni<Void> erase(UserId user, String event, String rememberedSeconds) {
        return erase(user, List.of(event), List.of(EndReason.REVOKED.word(), rememberedSeconds));
    }

    private Uni<Void> erase(UserId user, List<String> keys, List<String> args) {
        return scripts.run(BEGIN, user, keys, args)
                .chain(answer -> answer.get(0).toString().equals("gone") ? Uni.createFrom().voidItem() : finish(user, answer));
    }

    private Uni<Void> finish(UserId user, Response facts) {
        String appId = facts.get(1).toString();
        String account = facts.get(4).toString();
        return unions.drop(facts.get(3).toString(), user.value())
                .chain(() -> account.isEmpty() ? Uni.createFrom().voidItem()
                        : claims.release(appId, account, facts.get(5).toString()))
                .chain(() -> scripts.run(END, user,
                        List.of(Keys.registry(user.partition(), appId), Keys.counts(user.partition(), appId)),
                        List.of(user.value())))
                .replaceWithVoid();
    }
}
