package io.wxsession.user;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.Script;
import io.wxsession.session.EndReason;
import io.wxsession.session.UserScriptRunner;

/**
 * Erases all that is known of a user. The user is marked first and deleted last, so that whatever interrupts it, doing it again
 * completes it.
 */
@ApplicationScoped
public class ErasureService {

    private static final Script BEGIN = UserScriptRunner.script("erase_begin.lua");
    private static final Script END = UserScriptRunner.script("erase_end.lua");

    private final UserScriptRunner scripts;
    private final UnionStore unions;
    private final AccountClaimStore claims;

    ErasureService(UserScriptRunner scripts, UnionStore unions, AccountClaimStore claims) {
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
        String unionid = facts.get(3).toString();
        String account = facts.get(4).toString();
        return unions.drop(unionid.isEmpty() ? null : new Unionid(unionid), user)
                .chain(() -> account.isEmpty() ? Uni.createFrom().voidItem()
                        : claims.release(appId, new AccountId(account), facts.get(5).toString()))
                .chain(() -> scripts.run(END, user,
                        List.of(RedisKeys.registry(user.partition(), appId), RedisKeys.counts(user.partition(), appId)),
                        List.of(user.value())))
                .replaceWithVoid();
    }
}
