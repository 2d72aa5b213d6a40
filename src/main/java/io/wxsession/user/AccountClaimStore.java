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
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;

/**
 * Which user of an app holds which account of the team's own system. A claim is outside the partition of its user. It is
 * therefore made before the user is bound and deleted after the user is unbound, always by comparing the whole claim.
 */
@ApplicationScoped
class AccountClaimStore {

    private static final Script<Attempt> CLAIM = Script.of(AccountClaimStore::attempt, "sessions.lua", "claim.lua");
    private static final Script<Void> RELEASE = Script.withoutReply("release.lua");

    private final RedisCommands redis;
    private final IdGenerator ids;

    AccountClaimStore(RedisCommands redis, IdGenerator ids) {
        this.redis = redis;
        this.ids = ids;
    }

    /** Claims an account for a user, or tells who holds it. */
    Uni<Attempt> claim(String appId, AccountId account, UserId user) {
        return redis.run(CLAIM, List.of(RedisKeys.accountClaim(appId, account)), List.of(user.value(), ids.nonce()));
    }

    private static Attempt attempt(ReplyReader reply) {
        String outcome = reply.text();
        return switch (outcome) {
            case "claimed" -> new Claimed(reply.text(), reply.number());
            case "taken" -> new Taken(reply.text(), Duration.ofMillis(reply.number()));
            default -> throw ReplyReader.unknownOutcome("claim.lua", outcome);
        };
    }

    /** The user that the account is claimed for, whether or not that user is bound to it. */
    Uni<Optional<UserId>> holder(String appId, AccountId account) {
        return redis.send(Request.cmd(Command.GET).arg(RedisKeys.accountClaim(appId, account)),
                reply -> reply.optionalText().flatMap(AccountClaimStore::holder));
    }

    /** Deletes a claim, unless it was renewed meanwhile. */
    Uni<Void> release(String appId, AccountId account, String claim) {
        return redis.run(RELEASE, List.of(RedisKeys.accountClaim(appId, account)), List.of(claim));
    }

    private static Optional<UserId> holder(String claim) {
        return UserId.parse(claim.substring(0, Math.max(0, claim.indexOf('|'))));
    }

    /** The outcome of an attempt to claim an account. */
    sealed interface Attempt {
    }

    /**
     * The account is claimed for the user, who can now be bound to it.
     *
     * @param claim the whole claim
     * @param at when it was made, by the clock of Redis, milliseconds since 1970
     */
    record Claimed(String claim, long at) implements Attempt {
    }

    /**
     * Another user holds the account.
     *
     * @param claim that user's claim
     * @param ago how long ago it was made
     */
    record Taken(String claim, Duration ago) implements Attempt {

        Optional<UserId> user() {
            return holder(claim);
        }
    }
}
