package io.wxsession.token;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.token.AccessTokenMetrics.Proof;

/** Verifies access tokens under the current key set. */
@ApplicationScoped
public class AccessTokenVerifier {

    private static final AccessTokenVerdict INVALID = new AccessTokenVerdict.Invalid();

    private final SigningKeys keys;
    private final AccessTokenDigests digests;
    private final AccessTokenMetrics metrics;
    private final IssuerAndAudience issuerAndAudience;
    private volatile VerifiedTokenCache verified;

    AccessTokenVerifier(SigningKeys keys, AccessTokenDigests digests, AccessTokenMetrics metrics, WxsessionConfig config) {
        this.keys = keys;
        this.digests = digests;
        this.metrics = metrics;
        this.issuerAndAudience = IssuerAndAudience.of(config);
    }

    /**
     * Verifies a token by the digests that its session keeps; empty if they do not prove it, which says nothing against it. A
     * token with such a digest is, byte for byte, one that this service issued under the present issuer and audience. What can
     * have changed since is whether its key is still in the key set, and whether it has expired.
     *
     * @param kept the digests in the record of the session that the token names, or null
     */
    public Optional<AccessTokenVerdict> verify(UnverifiedAccessToken token, String kept) {
        return digests.recognise(token.text(), kept) && keys.current().byId(token.keyId()).isPresent()
                ? Optional.of(metrics.count(Proof.DIGEST, token.claims().verdict()))
                : Optional.empty();
    }

    /** Verifies a token by its signature. If it names an unknown key, the key directory is rescanned first. */
    public Uni<AccessTokenVerdict> verify(Secret token) {
        Optional<AccessTokenVerdict> verdict = cache(keys.current()).verify(token);
        return verdict.isPresent()
                ? Uni.createFrom().item(verdict.get())
                : keys.rescanned().map(set -> cache(set).verify(token)
                        .orElseGet(() -> metrics.count(Proof.SIGNATURE, INVALID)));
    }

    /** The cache of verified tokens for a key set. It starts empty when the key set changes. */
    private VerifiedTokenCache cache(KeySet set) {
        VerifiedTokenCache known = verified;
        if (known == null || known.keys() != set) {
            known = new VerifiedTokenCache(set, new AccessTokenParser(set, issuerAndAudience), metrics);
            verified = known;
        }
        return known;
    }
}
