package io.wxsession.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** Access tokens and the keys that sign them. */
public interface TokenConfig {

    /**
     * The directory of the signing keys, as PKCS#8 PEM files: EC P-256, RSA from 2048 bits or Ed25519. Every file in it is
     * read, so it must hold nothing else, also no old copies.
     */
    Optional<Path> keysDir();

    /** The file name of the key that signs; by default the last file in the order of names. */
    Optional<String> signingKey();

    /** How long a new key is only published. Then it signs, when every reader of the key set knows it. */
    @WithDefault("2M")
    Duration activationDelay();

    /** The {@code iss} claim; by default the public URL, or {@code wxsession} if there is none. */
    Optional<String> issuer();

    /** The {@code aud} claim. */
    @WithDefault("wxsession")
    String audience();

    /** The maximum lifetime of an access token. A random part of up to 5 % is taken off. */
    @WithDefault("10M")
    Duration lifetime();
}
