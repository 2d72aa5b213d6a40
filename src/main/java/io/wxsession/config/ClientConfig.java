package io.wxsession.config;

import java.util.Optional;
import java.util.Set;

/** A back end or gateway that authenticates with HTTP Basic. */
public interface ClientConfig {

    /** The client's secret in clear. */
    Optional<String> secret();

    /** Instead of the secret its SHA-256, 64 hex digits. */
    Optional<String> secretSha256();

    /** What the client may do: {@code introspect}, {@code sessions}, {@code users}, {@code stats}, {@code access-token}. */
    Optional<Set<String>> roles();

    /** The appIds the client is limited to; all if absent. */
    Optional<Set<String>> apps();
}
