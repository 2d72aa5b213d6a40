package io.wxsession.config;

import java.net.URI;
import java.util.Optional;

/** Linking users to accounts of the team's own system. */
public interface BindingConfig {

    /** The service that turns credentials into an account id. */
    Optional<URI> verifierUrl();

    /** What we present to it as a Bearer token. */
    Optional<String> verifierSecret();
}
