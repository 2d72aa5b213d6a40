package io.wxsession.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.wxsession.testing.Blocking;
import io.wxsession.testing.CollectedLog;

class KeyRingTest {

    private static final String A = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String B = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir
    Path path;

    @BeforeEach
    void twoKeysAreThere() throws IOException {
        Files.writeString(path.resolve("k1"), A);
        Files.writeString(path.resolve("k2"), B);
    }

    @AfterEach
    void close() {
        Blocking.get(vertx.close());
    }

    private KeyRing ring(List<KeyRing.Key> configured) {
        return new KeyRing(vertx, configured, Optional.of(new SealingKeyDirectory(path, Duration.ZERO, metrics)));
    }

    @Test
    void theSealingKeyMustNotBeGone() throws IOException {
        KeyRing ring = ring(List.of());
        Files.delete(path.resolve("k2"));
        try (CollectedLog log = CollectedLog.open()) {
            Blocking.get(ring.rescan());
            Blocking.get(ring.rescan());
            assertThat(log.atLeast(Level.WARNING)).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("[k2] are gone").doesNotContain(B))
                    .satisfies(line -> assertThat(line.level().getName()).isEqualTo("ERROR"));
        }
        assertThat(ring.keys()).extracting(KeyRing.Key::id).containsExactly("k1");
    }

    @Test
    void anOldKeyMayBeGoneAtTheEndOfARotation() throws IOException {
        KeyRing ring = ring(List.of());
        Files.delete(path.resolve("k1"));
        try (CollectedLog log = CollectedLog.open()) {
            Blocking.get(ring.rescan());
            assertThat(log.atLeast(Level.WARNING)).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("[k1] are gone"))
                    .satisfies(line -> assertThat(line.level().getName()).isEqualTo("WARN"));
        }
    }

    @Test
    void aKeyThatTheSettingHasTooIsNotGone() throws IOException {
        KeyRing ring = ring(List.of(KeyRing.key("k2", B).orElseThrow()));
        Files.delete(path.resolve("k2"));
        try (CollectedLog log = CollectedLog.open()) {
            Blocking.get(ring.rescan());
            assertThat(log.atLeast(Level.WARNING)).isEmpty();
        }
        assertThat(ring.keys()).extracting(KeyRing.Key::id).containsExactly("k1", "k2");
    }
}
