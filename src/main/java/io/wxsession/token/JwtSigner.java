package io.wxsession.token;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/** Signs JWTs with the active signing key. */
@ApplicationScoped
public class JwtSigner {

    private final SigningKeys keys;

    JwtSigner(SigningKeys keys) {
        this.keys = keys;
    }

    /** The id of the active signing key. */
    public String keyId() {
        return keys.signer().kid();
    }

    /** Signs claims as a compact JWT with the given {@code typ} header (RFC 8725 §3.11). */
    public String sign(String type, JwtClaimsBuilder claims) {
        SigningKey key = keys.signer();
        return claims.jws()
                .type(type)
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.fromAlgorithm(key.algorithm()))
                .sign(key.privateKey());
    }
}
