package io.wxsession.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** Access tokens and the keys that sign them. */
public interface TokenConfig {

    /**
     * The directory of PKCS#8 PEM files with the signing keys, and nothing else, not even old copies: EC P-256, RSA from 2048
     * bits or Ed25519.
     */
    Optional<Path> keysDir();

    /** The file name of the key that signs; by default the last one in the order of names. */
    Optional<String> signingKey();

    /** How long a newly found key is only published before it signs, so that every reader knows it first. */
    @WithDefault("2M")
    Duration activationDelay();

    /** The {@code iss} claim; by default the public URL, or else {@code wxsession}. */
    Optional<String> issuer();

    /** The {@code aud} claim. */
    @WithDefault("wxsession")
    String audience();

    /** How long an access token lives, before up to 5 % of jitter is taken off. */
    @WithDefault("10M")
    Duration lifetime();
}
