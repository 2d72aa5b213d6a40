package io.wxsession.token;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.WxsessionConfig;

/** Tells our access tokens from everything else. */
@ApplicationScoped
public class AccessTokenVerifier {

    private static final AccessTokenVerdict INVALID = new AccessTokenVerdict.Invalid();

    private final SigningKeys keys;
    private final IssuerAndAudience parties;
    private volatile VerifiedTokenCache verified;

    AccessTokenVerifier(SigningKeys keys, WxsessionConfig config) {
        this.keys = keys;
        this.parties = IssuerAndAudience.of(config);
    }

    /** Judges a token. The answer is immediate unless it names a key that the directory may just have received. */
    public Uni<AccessTokenVerdict> verify(String token) {
        Optional<AccessTokenVerdict> verdict = under(keys.current()).verify(token);
        return verdict.isPresent()
                ? Uni.createFrom().item(verdict.get())
                : keys.refreshed().map(set -> under(set).verify(token).orElse(INVALID));
    }

    /** What was verified under keys that have changed since counts no more. */
    private VerifiedTokenCache under(KeySet set) {
        VerifiedTokenCache known = verified;
        if (known == null || known.keys() != set) {
            known = new VerifiedTokenCache(set, new AccessTokenParser(set, parties));
            verified = known;
        }
        return known;
    }
}
