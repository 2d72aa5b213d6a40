package io.wxsession.config;

import java.util.Optional;
import java.util.Set;

/** A service client: a back end or gateway that authenticates with HTTP Basic. */
public interface ServiceClientConfig {

    /** The client's secret in plain text. */
    Optional<Secret> secret();

    /** The SHA-256 of the secret as 64 hex digits, instead of the secret. */
    Optional<String> secretSha256();

    /** The roles of the client: {@code introspect}, {@code sessions}, {@code users}, {@code stats}, {@code access-token}. */
    Optional<Set<String>> roles();

    /** The appIds that the client may access; all of them if absent. */
    Optional<Set<String>> apps();
}
