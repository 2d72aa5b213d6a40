package io.wxsession.token;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;

/** Verifies access tokens under the current key set. */
@ApplicationScoped
public class AccessTokenVerifier {

    private static final AccessTokenVerdict INVALID = new AccessTokenVerdict.Invalid();

    private final SigningKeys keys;
    private final IssuerAndAudience issuerAndAudience;
    private volatile VerifiedTokenCache verified;

    AccessTokenVerifier(SigningKeys keys, WxsessionConfig config) {
        this.keys = keys;
        this.issuerAndAudience = IssuerAndAudience.of(config);
    }

    /** Verifies a token. If it names an unknown key, the key directory is rescanned first. */
    public Uni<AccessTokenVerdict> verify(Secret token) {
        Optional<AccessTokenVerdict> verdict = cache(keys.current()).verify(token);
        return verdict.isPresent()
                ? Uni.createFrom().item(verdict.get())
                : keys.rescanned().map(set -> cache(set).verify(token).orElse(INVALID));
    }

    /** The cache of verified tokens for a key set. It starts empty when the key set changes. */
    private VerifiedTokenCache cache(KeySet set) {
        VerifiedTokenCache known = verified;
        if (known == null || known.keys() != set) {
            known = new VerifiedTokenCache(set, new AccessTokenParser(set, issuerAndAudience));
            verified = known;
        }
        return known;
    }
}
