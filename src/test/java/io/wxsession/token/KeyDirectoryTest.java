package io.wxsession.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.CollectedLog.Line;
import io.wxsession.testing.SigningKeyFiles;

class KeyDirectoryTest {

    @TempDir
    Path path;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private KeyDirectory directory;
    private Path second;

    @BeforeEach
    void twoKeys() throws IOException {
        directory = new KeyDirectory(path, metrics);
        SigningKeyFiles.write(path.resolve("1.pem"), SigningKeyFiles.ec().getPrivate());
        second = path.resolve("2.pem");
        SigningKeyFiles.write(second, SigningKeyFiles.ec().getPrivate());
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 30, 100 })
    void aKeyWhoseFileIsBeingWrittenStays(int written) throws IOException {
        List<SigningKey> known = directory.read(List.of());
        Files.writeString(second, Files.readString(second).substring(0, written));
        assertThat(directory.read(known)).hasSize(2).hasToString(known.toString());
    }

    @Test
    void aKeyGoesWithItsFile() throws IOException {
        List<SigningKey> known = directory.read(List.of());
        Files.delete(second);
        assertThat(directory.read(known)).hasToString(known.subList(0, 1).toString());
    }

    @Test
    void anEmptyOrMissingDirectoryKeepsTheKeysAndIsSaidOnceAndSoIsItsReturn() throws IOException {
        List<SigningKey> known = directory.readAtStart();
        String content = Files.readString(second);
        try (CollectedLog log = CollectedLog.open()) {
            Files.delete(path.resolve("1.pem"));
            Files.delete(second);
            assertThat(directory.readAgain(known)).isEqualTo(known);
            assertThat(directory.readAgain(known)).isEqualTo(known);
            Files.delete(path);
            assertThat(directory.readAgain(known)).isEqualTo(known);
            Files.createDirectory(path);
            Files.writeString(second, content);
            assertThat(directory.readAgain(known)).hasSize(1);
            assertThat(directory.readAgain(known)).hasSize(1);
            assertThat(log.atLeast(Level.INFO)).extracting(Line::message).satisfiesExactly(
                    empty -> assertThat(empty).contains("Signing keys", "has no usable key"),
                    missing -> assertThat(missing).contains("Signing keys", "cannot be read"),
                    back -> assertThat(back).contains("Signing keys", "can be used again"));
        }
        assertThat(metrics.get("wxsession.key.files.refused").tag("kind", "signing").counter().count()).isEqualTo(3);
    }

    @Test
    void aFileThatNeverHeldAKeyIsIgnored() throws IOException {
        Files.writeString(path.resolve("3.pem"), "no key");
        assertThat(directory.read(List.of())).hasSize(2);
    }

    @Test
    void aFaultIsCountedAtEachLookAsLongAsItLasts() throws IOException {
        Path third = Files.writeString(path.resolve("3.pem"), "no key");
        directory.read(List.of());
        directory.read(List.of());
        Files.delete(third);
        directory.read(List.of());
        assertThat(metrics.get("wxsession.key.files.refused").tag("kind", "signing").counter().count()).isEqualTo(2);
    }
}
