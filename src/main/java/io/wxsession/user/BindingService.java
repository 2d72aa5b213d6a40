package io.wxsession.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.Script;
import io.wxsession.session.UserScriptRunner;
import io.wxsession.user.AccountClaimStore.Claimed;
import io.wxsession.user.AccountClaimStore.Taken;

/** Binds users to accounts: one account a user, and in each app one user an account. */
@ApplicationScoped
public class BindingService {

    /** How fresh a claim must be for the user to point to it. */
    private static final Duration CLAIM_GOOD = Duration.ofSeconds(30);
    /** After which a claim whose user does not point back was left behind by a crash. */
    private static final Duration CLAIM_ABANDONED = Duration.ofSeconds(60);

    private static final Script BIND = UserScriptRunner.script("bind.lua");
    private static final Script UNBIND = UserScriptRunner.script("unbind.lua");

    private final AccountClaimStore claims;
    private final UserScriptRunner scripts;
    private final UserStore users;

    BindingService(AccountClaimStore claims, UserScriptRunner scripts, UserStore users) {
        this.claims = claims;
        this.scripts = scripts;
        this.users = users;
    }

    /** Binds a user; binding it again to the same account changes nothing. Fails with {@code binding_conflict}. */
    public Uni<Void> bind(UserId user, String appId, AccountId accountId) {
        return claims.claim(appId, accountId, user).chain(attempt -> attempt instanceof Claimed claimed
                ? point(user, appId, accountId, claimed)
                : contest(user, appId, accountId, (Taken) attempt));
    }

    private Uni<Void> point(UserId user, String appId, AccountId accountId, Claimed claimed) {
        return scripts.run(BIND, user, List.of(RedisKeys.counts(user.partition(), appId)),
                List.of(accountId.value(), Long.toString(claimed.at()), Long.toString(CLAIM_GOOD.toMillis()), claimed.claim()))
                .chain(answer -> switch (answer.get(0).toString()) {
                    case "done" -> Uni.createFrom().voidItem();
                    case "conflict" -> giveUp(appId, accountId, claimed, ProblemCode.BINDING_CONFLICT);
                    case "late" -> giveUp(appId, accountId, claimed, ProblemCode.STORE_UNAVAILABLE);
                    default -> giveUp(appId, accountId, claimed, ProblemCode.NOT_FOUND);
                });
    }

    private Uni<Void> giveUp(String appId, AccountId accountId, Claimed claimed, ProblemCode problem) {
        return claims.release(appId, accountId, claimed.claim())
                .chain(() -> Uni.createFrom().failure(Problem.of(problem).exception()));
    }

    /** The account is another user's, unless a crash left the claim behind. */
    private Uni<Void> contest(UserId user, String appId, AccountId accountId, Taken taken) {
        return pointsBack(taken, accountId).chain(pointsBack -> pointsBack || taken.ago().compareTo(CLAIM_ABANDONED) <= 0
                ? Uni.createFrom().failure(Problem.of(ProblemCode.BINDING_CONFLICT).exception())
                : claims.release(appId, accountId, taken.claim()).chain(() -> bind(user, appId, accountId)));
    }

    private Uni<Boolean> pointsBack(Taken taken, AccountId accountId) {
        return AccountClaimStore.holder(taken.claim())
                .map(holder -> users.find(holder).map(user -> user.filter(it -> accountId.equals(it.account())).isPresent()))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    /** Takes the account from a user who may have one. */
    public Uni<Void> unbind(UserId user, String appId) {
        return scripts.run(UNBIND, user, List.of(RedisKeys.counts(user.partition(), appId)), List.of()).chain(answer -> {
            String account = answer.get(1).toString();
            return account.isEmpty() ? Uni.createFrom().voidItem()
                    : claims.release(appId, new AccountId(account), answer.get(2).toString());
        });
    }

    /** The user who is bound to an account. */
    public Uni<Optional<User>> find(String appId, AccountId accountId) {
        return claims.holder(appId, accountId).chain(holder -> holder
                .map(id -> users.find(id).map(user -> user.filter(it -> accountId.equals(it.account()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }
}
