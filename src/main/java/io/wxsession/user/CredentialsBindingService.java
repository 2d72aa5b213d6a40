package io.wxsession.user;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Limit;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.limit.RateLimiter;
import io.wxsession.session.Session;
import io.wxsession.user.AccountVerifier.Verdict;

/** Binds a user to the account whose credentials the user knows. */
@ApplicationScoped
class CredentialsBindingService {

    private static final String REFUSALS = "binding";

    private final AccountVerifier verifier;
    private final BindingService bindings;
    private final RateLimiter limiter;
    private final Limit limit;

    CredentialsBindingService(AccountVerifier verifier, BindingService bindings, RateLimiter limiter, WxsessionConfig config) {
        this.verifier = verifier;
        this.bindings = bindings;
        this.limiter = limiter;
        this.limit = config.limits().bindingFailuresPerUser();
    }

    /**
     * Asks whose credentials they are and binds the user; fails with {@code binding_refused}, {@code binding_conflict},
     * {@code verifier_unavailable}, {@code rate_limited} or, where there is no verifier, {@code not_found}.
     */
    Uni<Void> bind(Session session, Map<String, Object> credentials) {
        if (!verifier.isConfigured()) {
            throw Problem.of(ProblemCode.NOT_FOUND).exception();
        }
        // Counted as a refusal until it is none, so that many at a time cannot outrun the limit.
        return limiter.count(limit, REFUSALS, session.userId().value())
                .chain(() -> verifier.verify(session.appId(), session.userId(), credentials))
                .call(verdict -> verdict instanceof AccountVerifier.Refused ? Uni.createFrom().voidItem()
                        : limiter.takeBack(limit, REFUSALS, session.userId().value()))
                .chain(verdict -> act(session, verdict));
    }

    private Uni<Void> act(Session session, Verdict verdict) {
        if (verdict instanceof AccountVerifier.Account account) {
            return bindings.bind(session.userId(), session.appId(), account.id());
        }
        return Uni.createFrom().failure(Problem.of(verdict instanceof AccountVerifier.Refused ? ProblemCode.BINDING_REFUSED
                : ProblemCode.VERIFIER_UNAVAILABLE).exception());
    }
}
