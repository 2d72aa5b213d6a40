package io.wxsession.config;

import com.fasterxml.jackson.annotation.JsonValue;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A text that must not appear in logs, exceptions, metrics or spans. Jackson writes it as a plain string. Its {@code toString}
 * returns {@code […]}, so a record that contains it needs no {@code toString} of its own.
 */
@RegisterForReflection
public interface Redacted {

    /** The result of {@code toString} for every redacted value. */
    String PLACEHOLDER = "[…]";

    /** The text itself. */
    @JsonValue
    String value();
}
