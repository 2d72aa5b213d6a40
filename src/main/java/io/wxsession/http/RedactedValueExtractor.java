package io.wxsession.http;

import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;

import io.wxsession.config.Redacted;

/**
 * Lets constraints on a {@link Redacted} component check its text. Bean Validation does not unwrap null, so a required component
 * needs {@code @NotNull(payload = Unwrapping.Skip.class)}; every other constraint accepts null.
 */
@Singleton
@UnwrapByDefault
class RedactedValueExtractor implements ValueExtractor<@ExtractedValue(type = String.class) Redacted> {

    @Override
    public void extractValues(Redacted redacted, ValueReceiver receiver) {
        // Without a node name, a violation keeps the name of the component.
        receiver.value(null, redacted.value());
    }
}
