package io.wxsession.config;

import com.fasterxml.jackson.annotation.JsonCreator;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A key, token, code or other text that must stay secret.
 *
 * @param value the text itself
 */
@RegisterForReflection
public record Secret(String value) implements Redacted {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {
    }

    /** Reads a secret from configuration. SmallRye Config finds this method by its name. */
    public static Secret valueOf(String value) {
        return new Secret(value);
    }

    /** The secret, or null for null. */
    public static Secret ofNullable(String value) {
        return value == null ? null : new Secret(value);
    }

    @Override
    public String toString() {
        return PLACEHOLDER;
    }
}
