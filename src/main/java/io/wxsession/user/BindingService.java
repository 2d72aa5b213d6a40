package io.wxsession.user;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.http.RedactedJson;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.UserId;
import io.wxsession.limit.LimitName;
import io.wxsession.limit.RateLimiter;
import io.wxsession.session.Session;
import io.wxsession.user.AccountClaimStore.Claimed;
import io.wxsession.user.AccountClaimStore.Taken;
import io.wxsession.user.AccountVerifierClient.Verdict;

/** Binds users to accounts. A user has one account, and an account has one user in each app. */
@ApplicationScoped
public class BindingService {

    /** The age from which a claim without a bound user counts as left behind by a crash. */
    private static final Duration CLAIM_ABANDONED = Duration.ofSeconds(60);

    private final AccountVerifierClient verifier;
    private final AccountClaimStore claims;
    private final UserChangeStore changes;
    private final UserStore users;
    private final RateLimiter limiter;
    private final MeterRegistry metrics;
    private final Limit limit;

    BindingService(AccountVerifierClient verifier, AccountClaimStore claims, UserChangeStore changes, UserStore users,
            RateLimiter limiter, MeterRegistry metrics, WxsessionConfig config) {
        this.verifier = verifier;
        this.claims = claims;
        this.changes = changes;
        this.users = users;
        this.limiter = limiter;
        this.metrics = metrics;
        this.limit = config.limits().bindingFailuresPerUser();
    }

    /**
     * Asks the account verifier whose credentials these are and binds the user to that account. Fails with
     * {@code binding_refused}, {@code binding_conflict}, {@code verifier_unavailable}, {@code rate_limited} or, if no verifier
     * is configured, {@code not_found}.
     */
    Uni<Void> bind(Session session, RedactedJson credentials) {
        if (!verifier.isConfigured()) {
            throw Problem.of(ProblemCode.NOT_FOUND).exception();
        }
        return limiter.limitFailures(limit, LimitName.BINDING, session.userId().value(),
                () -> verifier.verify(session.appId(), session.userId(), credentials).chain(verdict -> bind(session, verdict)),
                Set.of(ProblemCode.BINDING_REFUSED))
                .onItemOrFailure().invoke((done, failure) -> Counter.builder("wxsession.bindings")
                        .description("Bindings by credentials").tag("outcome", ProblemException.outcome(failure))
                        .register(metrics).increment());
    }

    private Uni<Void> bind(Session session, Verdict verdict) {
        if (verdict instanceof AccountVerifierClient.Account account) {
            return bind(session.userId(), session.appId(), account.id());
        }
        return fail(verdict instanceof AccountVerifierClient.Refused ? ProblemCode.BINDING_REFUSED
                : ProblemCode.VERIFIER_UNAVAILABLE);
    }

    /** Binds a user. Binding it again to the same account changes nothing. Fails with {@code binding_conflict}. */
    public Uni<Void> bind(UserId user, String appId, AccountId account) {
        return claims.claim(appId, account, user).chain(attempt -> attempt instanceof Claimed claimed
                ? bindClaimed(user, appId, account, claimed)
                : contest(user, appId, account, (Taken) attempt));
    }

    private Uni<Void> bindClaimed(UserId user, String appId, AccountId account, Claimed claimed) {
        return changes.bind(user, appId, account, claimed).chain(outcome -> switch (outcome) {
            case BOUND -> Uni.createFrom().voidItem();
            case CONFLICT -> giveUp(appId, account, claimed, ProblemCode.BINDING_CONFLICT);
            case LATE -> giveUp(appId, account, claimed, ProblemCode.STORE_UNAVAILABLE);
            case USER_GONE -> giveUp(appId, account, claimed, ProblemCode.NOT_FOUND);
        });
    }

    private Uni<Void> giveUp(String appId, AccountId account, Claimed claimed, ProblemCode problem) {
        return claims.release(appId, account, claimed.claim()).chain(() -> fail(problem));
    }

    /** Another user holds the account, unless a crash left the claim behind. */
    private Uni<Void> contest(UserId user, String appId, AccountId account, Taken taken) {
        return isBound(taken.user(), account).chain(bound -> bound || taken.ago().compareTo(CLAIM_ABANDONED) <= 0
                ? fail(ProblemCode.BINDING_CONFLICT)
                : claims.release(appId, account, taken.claim()).chain(() -> bind(user, appId, account)));
    }

    private Uni<Boolean> isBound(Optional<UserId> holder, AccountId account) {
        return bound(holder, account).map(Optional::isPresent);
    }

    /** Unbinds a user. Does nothing if the user is not bound. */
    public Uni<Void> unbind(UserId user, String appId) {
        return changes.unbind(user, appId).chain(released -> released
                .map(it -> claims.release(appId, it.account(), it.claim()))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** The user that is bound to an account. */
    public Uni<Optional<User>> find(String appId, AccountId account) {
        return claims.holder(appId, account).chain(holder -> bound(holder, account));
    }

    private Uni<Optional<User>> bound(Optional<UserId> holder, AccountId account) {
        return holder.map(id -> users.find(id).map(user -> user.filter(it -> account.equals(it.account()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Uni<Void> fail(ProblemCode problem) {
        return Uni.createFrom().failure(Problem.of(problem).exception());
    }
}
