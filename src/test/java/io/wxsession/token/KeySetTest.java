package io.wxsession.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.wxsession.testing.SigningKeyFiles;

class KeySetTest {

    private static final Duration DELAY = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Optional<String> LAST = Optional.empty();

    @TempDir
    Path path;

    private KeyDirectory directory;

    @BeforeEach
    void aDirectoryWithOneKey() throws IOException {
        directory = new KeyDirectory(path);
        add("b.pem");
    }

    @Test
    void atTheStartTheLastFileSignsAtOnce() throws IOException {
        add("c.pem");
        add("a.pem");
        assertThat(KeySet.initial(directory.read(List.of())).signer(LAST, DELAY, NOW).fileName()).isEqualTo("c.pem");
    }

    @Test
    void aNewKeyVerifiesAtOnceAndSignsAfterTheDelay() throws IOException {
        KeySet before = KeySet.initial(directory.read(List.of()));
        add("c.pem");
        KeySet after = before.next(directory.read(List.of()), NOW);
        assertThat(after.keys()).hasSize(2);
        assertThat(after.signer(LAST, DELAY, NOW.plusSeconds(119)).fileName()).isEqualTo("b.pem");
        assertThat(after.signer(LAST, DELAY, NOW.plusSeconds(120)).fileName()).isEqualTo("c.pem");
    }

    @Test
    void theClockOfANewKeyStartsWhenItIsFirstSeenAndNotAgain() throws IOException {
        KeySet before = KeySet.initial(directory.read(List.of()));
        add("c.pem");
        KeySet seen = before.next(directory.read(List.of()), NOW);
        add("d.pem");
        KeySet later = seen.next(directory.read(List.of()), NOW.plusSeconds(100));
        assertThat(later.signer(LAST, DELAY, NOW.plusSeconds(130)).fileName()).isEqualTo("c.pem");
    }

    @Test
    void whenAllKeysAreNewTheLastOneSigns() throws IOException {
        KeySet before = KeySet.initial(directory.read(List.of()));
        Files.delete(path.resolve("b.pem"));
        add("c.pem");
        assertThat(before.next(directory.read(List.of()), NOW).signer(LAST, DELAY, NOW).fileName()).isEqualTo("c.pem");
    }

    @Test
    void theNamedKeySignsEvenIfItIsNotTheLast() throws IOException {
        add("c.pem");
        assertThat(KeySet.initial(directory.read(List.of())).signer(Optional.of("b.pem"), DELAY, NOW).fileName())
                .isEqualTo("b.pem");
    }

    @Test
    void aMountedSecretIsReadThroughItsLinksOnce() throws IOException {
        Path data = Files.createDirectory(path.resolve("..2026_01_01"));
        SigningKeyFiles.write(data.resolve("z.pem"), SigningKeyFiles.ec().getPrivate());
        Files.createSymbolicLink(path.resolve("..data"), data.getFileName());
        Files.createSymbolicLink(path.resolve("z.pem"), Path.of("..data", "z.pem"));
        assertThat(directory.read(List.of())).extracting(SigningKey::fileName).containsExactly("b.pem", "z.pem");
    }

    @Test
    void aFileThatHoldsNoUsableKeyIsLeftOut() throws IOException {
        Files.writeString(path.resolve("c.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Files.writeString(path.resolve("c2.pem"), "-----BEGIN PRIVATE KEY-----\nnot base64!\n-----END PRIVATE KEY-----\n");
        Files.write(path.resolve("c3.pem"), new byte[] { -1, -2, 0, 1 });
        Files.writeString(path.resolve("d.pem"), "not a key");
        Files.writeString(path.resolve("notes.txt"), "not a key");
        SigningKeyFiles.write(path.resolve("e.pem"), SigningKeyFiles.pair("RSA", 1024).getPrivate());
        SigningKeyFiles.write(path.resolve("f.pem"), SigningKeyFiles.pair("EC", 384).getPrivate());
        assertThat(directory.read(List.of())).extracting(SigningKey::fileName).containsExactly("b.pem");
    }

    @ParameterizedTest
    @CsvSource({ "EC, 256, ES256", "RSA, 2048, RS256", "Ed25519, 0, EdDSA" })
    void thePublicHalfOfEachKindOfKeyIsDerived(String type, int size, String algorithm)
            throws IOException, GeneralSecurityException {
        java.security.KeyPair pair = SigningKeyFiles.pair(type, size);
        SigningKeyFiles.write(path.resolve("x.pem"), pair.getPrivate());
        SigningKey key = PemKeyReader.read(path.resolve("x.pem"));
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.publicKey()).isEqualTo(pair.getPublic());
        assertThat(key.kid()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void keysAreComparedByFileAndContent() throws IOException {
        KeySet set = KeySet.initial(directory.read(List.of()));
        assertThat(set.hasSameKeysAs(directory.read(List.of()))).isTrue();
        Files.delete(path.resolve("b.pem"));
        add("b.pem");
        assertThat(set.hasSameKeysAs(directory.read(List.of()))).isFalse();
        assertThat(set.hasSameKeysAs(List.of())).isFalse();
    }

    private void add(String name) throws IOException {
        SigningKeyFiles.write(path.resolve(name), SigningKeyFiles.ec().getPrivate());
    }
}
