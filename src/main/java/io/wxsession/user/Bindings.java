package io.wxsession.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemCode;
import io.wxsession.redis.Script;
import io.wxsession.session.Keys;
import io.wxsession.session.UserId;
import io.wxsession.session.UserScripts;
import io.wxsession.user.AccountClaims.Claimed;
import io.wxsession.user.AccountClaims.Taken;

/** Binds users to accounts: one account a user, and in each app one user an account. */
@ApplicationScoped
public class Bindings {

    /** How fresh a claim must be for the user to point to it. */
    private static final Duration CLAIM_GOOD = Duration.ofSeconds(30);
    /** After which a claim whose user does not point back was left behind by a crash. */
    private static final Duration CLAIM_ABANDONED = Duration.ofSeconds(60);

    private static final Script BIND = UserScripts.script("bind.lua");
    private static final Script UNBIND = UserScripts.script("unbind.lua");

    private final AccountClaims claims;
    private final UserScripts scripts;
    private final UserStore users;

    Bindings(AccountClaims claims, UserScripts scripts, UserStore users) {
        this.claims = claims;
        this.scripts = scripts;
        this.users = users;
    }

    /** Binds a user; binding it again to the same account changes nothing. Fails with {@code binding_conflict}. */
    public Uni<Void> bind(UserId user, String appId, String accountId) {
        return claims.claim(appId, accountId, user).chain(attempt -> attempt instanceof Claimed claimed
                ? point(user, appId, accountId, claimed)
                : contest(user, appId, accountId, (Taken) attempt));
    }

    private Uni<Void> point(UserId user, String appId, String accountId, Claimed claimed) {
        return scripts.run(BIND, user, List.of(Keys.counts(user.partition(), appId)),
                List.of(accountId, Long.toString(claimed.at()), Long.toString(CLAIM_GOOD.toMillis()), claimed.claim()))
                .chain(answer -> switch (answer.get(0).toString()) {
                    case "done" -> Uni.createFrom().voidItem();
                    case "conflict" -> giveUp(appId, accountId, claimed, ProblemCode.BINDING_CONFLICT);
                    case "late" -> giveUp(appId, accountId, claimed, ProblemCode.STORE_UNAVAILABLE);
                    default -> giveUp(appId, accountId, claimed, ProblemCode.NOT_FOUND);
                });
    }

    private Uni<Void> giveUp(String appId, String accountId, Claimed claimed, ProblemCode problem) {
        return claims.release(appId, accountId, claimed.claim())
                .chain(() -> Uni.createFrom().failure(Problem.of(problem).exception()));
    }

    /** The account is another user's, unless a crash left the claim behind. */
    private Uni<Void> contest(UserId user, String appId, String accountId, Taken taken) {
        return pointsBack(taken, accountId).chain(pointsBack -> pointsBack || taken.ago().compareTo(CLAIM_ABANDONED) <= 0
                ? Uni.createFrom().failure(Problem.of(ProblemCode.BINDING_CONFLICT).exception())
                : claims.release(appId, accountId, taken.claim()).chain(() -> bind(user, appId, accountId)));
    }

    private Uni<Boolean> pointsBack(Taken taken, String accountId) {
        return AccountClaims.holder(taken.claim())
                .map(holder -> users.find(holder).map(user -> user.filter(it -> accountId.equals(it.account())).isPresent()))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    /** Takes the account from a user who may have one. */
    public Uni<Void> unbind(UserId user, String appId) {
        return scripts.run(UNBIND, user, List.of(Keys.counts(user.partition(), appId)), List.of()).chain(answer -> {
            String account = answer.get(1).toString();
            return account.isEmpty() ? Uni.createFrom().voidItem() : claims.release(appId, account, answer.get(2).toString());
        });
    }

    /** The user who is bound to an account. */
    public Uni<Optional<User>> find(String appId, String accountId) {
        return claims.holder(appId, accountId).chain(holder -> holder
                .map(id -> users.find(id).map(user -> user.filter(it -> accountId.equals(it.account()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }
}
