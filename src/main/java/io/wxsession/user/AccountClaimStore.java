package io.wxsession.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/**
 * Which user of an app holds which account of the team's own system. A claim lies outside the partition of its user, so it is
 * made before the user points to it and deleted after, always by comparing all of it.
 */
@ApplicationScoped
class AccountClaimStore {

    private static final Script CLAIM = Script.of("sessions.lua", "claim.lua");
    private static final Script RELEASE = Script.of("release.lua");

    private final RedisCommands redis;
    private final IdGenerator ids;

    AccountClaimStore(RedisCommands redis, IdGenerator ids) {
        this.redis = redis;
        this.ids = ids;
    }

    /** Claims an account, or tells who holds it. */
    Uni<Attempt> claim(String appId, AccountId accountId, UserId user) {
        return redis.run(CLAIM, List.of(key(appId, accountId)), List.of(user.value(), ids.nonce()))
                .map(answer -> answer.get(0).toString().equals("claimed")
                        ? new Claimed(answer.get(1).toString(), answer.get(2).toLong())
                        : new Taken(answer.get(1).toString(), Duration.ofMillis(answer.get(2).toLong())));
    }

    /** Who claims the account now, whether or not the user points back. */
    Uni<Optional<UserId>> holder(String appId, AccountId accountId) {
        return current(appId, accountId).map(value -> value.flatMap(AccountClaimStore::holder));
    }

    /** Gives up a claim, unless it was renewed meanwhile. */
    Uni<Void> release(String appId, AccountId accountId, String claim) {
        return redis.run(RELEASE, List.of(key(appId, accountId)), List.of(claim)).replaceWithVoid();
    }

    static Optional<UserId> holder(String claim) {
        return UserId.parse(claim.substring(0, Math.max(0, claim.indexOf('|'))));
    }

    private Uni<Optional<String>> current(String appId, AccountId accountId) {
        return redis.send(Request.cmd(Command.GET).arg(key(appId, accountId)))
                .map(value -> Optional.ofNullable(value).map(Object::toString));
    }

    private static String key(String appId, AccountId accountId) {
        return "wxs:acct:" + appId + ':' + accountId.value();
    }

    /** How an attempt to claim ended. */
    sealed interface Attempt {
    }

    /**
     * The account is the user's to point to.
     *
     * @param claim all of the claim
     * @param at Redis' time, in milliseconds
     */
    record Claimed(String claim, long at) implements Attempt {
    }

    /** Another user was first. */
    record Taken(String claim, Duration ago) implements Attempt {
    }
}
