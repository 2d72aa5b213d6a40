package io.wxsession.token;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;

/** Tells our access tokens from everything else. */
@ApplicationScoped
public class TokenVerifier {

    private static final TokenVerdict INVALID = new TokenVerdict.Invalid();

    private final SigningKeys keys;
    private final TokenParties parties;
    private volatile VerifiedTokens verified;

    TokenVerifier(SigningKeys keys, WxsessionConfig config) {
        this.keys = keys;
        this.parties = TokenParties.of(config);
    }

    /** Judges a token. The answer is immediate unless it names a key that the directory may just have received. */
    public Uni<TokenVerdict> verify(String token) {
        Optional<TokenVerdict> verdict = under(keys.current()).judge(token);
        return verdict.isPresent()
                ? Uni.createFrom().item(verdict.get())
                : keys.refreshed().map(set -> under(set).judge(token).orElse(INVALID));
    }

    /** What was verified under keys that have changed since counts no more. */
    private VerifiedTokens under(KeySet set) {
        VerifiedTokens known = verified;
        if (known == null || known.keys() != set) {
            known = new VerifiedTokens(set, new AccessTokenReader(set, parties));
            verified = known;
        }
        return known;
    }
}
