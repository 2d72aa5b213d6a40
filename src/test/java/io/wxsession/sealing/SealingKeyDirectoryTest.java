package io.wxsession.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.wxsession.config.UnusableSettingsException;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.CollectedLog.Line;

class SealingKeyDirectoryTest {

    private static final Duration DELAY = Duration.ofMinutes(2);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String A = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String B = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";

    @TempDir
    Path path;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private SealingKeyDirectory directory;

    @BeforeEach
    void oneKeyIsThere() throws IOException {
        write("k1", A);
        directory = new SealingKeyDirectory(path, DELAY, metrics);
    }

    private void write(String id, String content) throws IOException {
        Files.writeString(path.resolve(id), content + "\n");
    }

    private List<String> idsAt(Instant now) {
        return directory.read(now).stream().map(KeyRing.Key::id).toList();
    }

    @Test
    void theLastKeyOfTheStartSealsAtOnceAndAllOpen() throws IOException {
        write("k2", B);
        assertThat(directory.readAtStart().stream().map(KeyRing.Key::id)).containsExactly("k2", "k1");
    }

    @Test
    void aNewKeyOpensAtOnceAndSealsAfterTheActivationDelay() throws IOException {
        directory.readAtStart();
        write("k2", B);
        assertThat(idsAt(NOON)).containsExactly("k1", "k2");
        assertThat(idsAt(NOON.plus(DELAY).minusSeconds(1))).containsExactly("k1", "k2");
        assertThat(idsAt(NOON.plus(DELAY))).containsExactly("k2", "k1");
    }

    @Test
    void aKeyThatWasAwayIsNewWhenItComesBack() throws IOException {
        write("k2", B);
        directory.readAtStart();
        Files.delete(path.resolve("k2"));
        assertThat(idsAt(NOON)).containsExactly("k1");
        write("k2", B);
        assertThat(idsAt(NOON)).containsExactly("k1", "k2");
        assertThat(idsAt(NOON.plus(DELAY))).containsExactly("k2", "k1");
    }

    @Test
    void aRemovedKeyOpensNoMore() throws IOException {
        write("k2", B);
        directory.readAtStart();
        Files.delete(path.resolve("k1"));
        assertThat(idsAt(NOON)).containsExactly("k2");
    }

    @Test
    void ifOnlyNewKeysAreLeftTheLastOfThemSealsAtOnce() throws IOException {
        directory.readAtStart();
        write("k2", B);
        Files.delete(path.resolve("k1"));
        assertThat(idsAt(NOON)).containsExactly("k2");
    }

    @Test
    void anEmptyOrMissingDirectoryKeepsTheKeys() throws IOException {
        directory.readAtStart();
        try (CollectedLog log = CollectedLog.open()) {
            Files.delete(path.resolve("k1"));
            assertThat(idsAt(NOON)).containsExactly("k1");
            assertThat(idsAt(NOON)).containsExactly("k1");
            Files.delete(path);
            assertThat(idsAt(NOON)).containsExactly("k1");
            Files.createDirectory(path);
            write("k1", A);
            assertThat(idsAt(NOON)).containsExactly("k1");
            assertThat(log.atLeast(Level.INFO)).extracting(Line::message).satisfiesExactly(
                    empty -> assertThat(empty).contains("Sealing keys", "has no usable key"),
                    missing -> assertThat(missing).contains("Sealing keys", "cannot be read"),
                    back -> assertThat(back).contains("Sealing keys", "can be used again"));
        }
    }

    @ParameterizedTest
    @CsvSource({ "k2, short", "k2, ''", "k 2, " + B, "k2.pem, " + B, ".k2, " + B })
    void whatIsNoKeyIsIgnored(String name, String content) throws IOException {
        directory.readAtStart();
        write(name, content);
        assertThat(idsAt(NOON)).containsExactly("k1");
    }

    @Test
    void aKeyThatIsOverwrittenStaysWhatItWas() throws IOException {
        KeyRing.Key before = directory.readAtStart().get(0);
        write("k1", B);
        assertThat(directory.read(NOON).get(0).hasSameSecretAs(before)).isTrue();
    }

    @Test
    void aFaultIsCountedAtEachLookAsLongAsItLasts() throws IOException {
        directory.readAtStart();
        write("k2", "short");
        idsAt(NOON);
        idsAt(NOON);
        write("k2", B);
        idsAt(NOON);
        assertThat(metrics.get("wxsession.key.files.refused").tag("kind", "sealing").counter().count()).isEqualTo(2);
    }

    @Test
    void withoutAnyKeyTheStartFailsAndSaysWhatToDo() throws IOException {
        Files.delete(path.resolve("k1"));
        assertThatThrownBy(directory::readAtStart).isInstanceOf(UnusableSettingsException.class)
                .hasMessageContaining("wxsession.sealing.keys-dir").hasMessageContaining("openssl rand -base64 32");
    }
}
