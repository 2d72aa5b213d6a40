package io.wxsession.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Redacted;

/**
 * A JSON object that may hold ids or credentials and therefore does not print itself.
 *
 * @param value the object
 */
@RegisterForReflection
public record RedactedJson(@JsonValue ObjectNode value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RedactedJson {
    }

    @Override
    public String toString() {
        return Redacted.PLACEHOLDER;
    }
}
