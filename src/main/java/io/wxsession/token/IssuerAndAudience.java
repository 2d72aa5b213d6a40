package io.wxsession.token;

import java.net.URI;

import io.wxsession.config.WxsessionConfig;

/**
 * The issuer and the audience of access tokens.
 *
 * @param issuer the {@code iss} claim: the configured issuer, else the public URL, else {@code wxsession}
 * @param audience the {@code aud} claim
 */
public record IssuerAndAudience(String issuer, String audience) {

    /** Issuer and audience from the configuration. */
    public static IssuerAndAudience of(WxsessionConfig config) {
        String issuer = config.token().issuer()
                .or(() -> config.publicUrl().map(IssuerAndAudience::withoutSlash))
                .orElse("wxsession");
        return new IssuerAndAudience(issuer, config.token().audience());
    }

    /** A base URL without a slash at its end, so that a path can be appended. */
    public static String withoutSlash(URI url) {
        return url.toString().replaceAll("/+$", "");
    }
}
