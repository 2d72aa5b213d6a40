package io.wxsession.keyspace;

import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Redacted;

/**
 * The id of an account in the team's own system.
 *
 * @param value 1 to 128 visible ASCII characters, because it travels in a header
 */
@RegisterForReflection
public record AccountId(String value) implements Redacted {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
    }

    /** The characters and the length that an id may have. */
    public static final String FORM = "[!-~]{1,128}";

    /** What a text that is no account id is told. */
    public static final String FORM_MESSAGE = "must be 1 to 128 visible ASCII characters";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** Reads one; empty if the text does not have the form of an account id. */
    public static Optional<AccountId> parse(String text) {
        return Optional.ofNullable(text).filter(it -> PATTERN.matcher(it).matches()).map(AccountId::new);
    }

    @Override
    public String toString() {
        return PLACEHOLDER;
    }
}
