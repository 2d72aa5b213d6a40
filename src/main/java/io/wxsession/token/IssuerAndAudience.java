package io.wxsession.token;

import java.net.URI;

import io.wxsession.config.WxsessionConfig;

/**
 * Between whom access tokens pass.
 *
 * @param issuer the {@code iss} claim: as configured, or the public URL, or the product's name
 * @param audience the {@code aud} claim
 */
public record IssuerAndAudience(String issuer, String audience) {

    /** The parties of this deployment. */
    public static IssuerAndAudience of(WxsessionConfig config) {
        String issuer = config.token().issuer()
                .or(() -> config.publicUrl().map(IssuerAndAudience::withoutSlash))
                .orElse("wxsession");
        return new IssuerAndAudience(issuer, config.token().audience());
    }

    /** A base URL in the form to which paths are appended. */
    public static String withoutSlash(URI url) {
        return url.toString().replaceAll("/+$", "");
    }
}
