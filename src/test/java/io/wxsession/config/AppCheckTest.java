package io.wxsession.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppCheckTest {

    private static List<String> faults(String id, String secret) {
        return AppCheck
                .faults(new AppFile.Values(id, new Secret(secret), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "x", "0123456789abcdef0123456789abcdef", "development-only-secret", "!~" })
    void visibleAsciiOfAnyLengthIsTaken(String text) {
        assertThat(faults(text, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "wx…, secret, app-id", "wx0, …, app-secret", "wx0, 密钥, app-secret", "wx0, two words, app-secret",
            "'wx0\t', secret, app-id" })
    void placeholdersAreRefusedWithoutBeingQuoted(String id, String secret, String named) {
        assertThat(faults(id, secret)).singleElement().asString().startsWith(named + " has characters").doesNotContain(id,
                secret + " ");
    }
}
