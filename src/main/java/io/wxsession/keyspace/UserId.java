package io.wxsession.keyspace;

import java.util.Base64;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Our id of a user of an app: {@code u_}, the partition and 16 random bytes.
 *
 * @param value the 26 characters
 */
@RegisterForReflection
public record UserId(@JsonValue String value) {

    private static final String PREFIX = "u_";
    private static final int LENGTH = 24;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
    }

    /** Reads one; empty if the text does not have the form of one. */
    public static Optional<UserId> parse(String text) {
        return Optional.ofNullable(text)
                .filter(it -> it.startsWith(PREFIX))
                .flatMap(it -> SessionId.decode(it.substring(PREFIX.length()), LENGTH))
                .map(bytes -> new UserId(text));
    }

    /** The partition that it names. */
    public Partition partition() {
        return Partition.in(Base64.getUrlDecoder().decode(value.substring(PREFIX.length())));
    }

    @Override
    public String toString() {
        return value;
    }
}
