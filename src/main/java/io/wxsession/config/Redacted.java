package io.wxsession.config;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A text that must not appear in logs, exceptions, metrics or spans. It is written to JSON as a plain text, but prints itself
 * as
 * {@code […]}, so records that contain it need no {@code toString} of their own.
 */
public interface Redacted {

    /** What every redacted value prints. */
    String PLACEHOLDER = "[…]";

    /** The text itself. */
    @JsonValue
    String value();
}
