package io.wxsession.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.wxsession.testing.MountedSecret;
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
        directory = new KeyDirectory(path, new SimpleMeterRegistry());
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
    void hiddenFilesAreNotListed() throws IOException {
        add(".unfinished.pem");
        assertThat(directory.read(List.of())).extracting(SigningKey::fileName).containsExactly("b.pem");
    }

    @Test
    void aMountedSecretIsReadThroughItsLinksBeforeAndAfterAnUpdate() throws IOException {
        MountedSecret secret = new MountedSecret(Files.createDirectory(path.resolve("mount")));
        KeyDirectory mounted = new KeyDirectory(secret.path(), new SimpleMeterRegistry());
        KeyPair kept = SigningKeyFiles.ec();
        KeyPair before = SigningKeyFiles.ec();
        KeyPair after = SigningKeyFiles.ec();

        secret.update(Map.of("a.pem", SigningKeyFiles.ec(), "k.pem", kept, "z.pem", before));
        KeySet first = KeySet.initial(mounted.read(List.of()));
        assertThat(first.keys()).extracting(SigningKey::fileName).containsExactly("a.pem", "k.pem", "z.pem");
        assertThat(first.keys().get(2).publicKey()).isEqualTo(before.getPublic());
        assertThat(first.hasSameKeysAs(mounted.read(first.keys()))).isTrue();

        secret.update(Map.of("k.pem", kept, "n.pem", SigningKeyFiles.ec(), "z.pem", after));
        List<SigningKey> found = mounted.read(first.keys());
        assertThat(first.hasSameKeysAs(found)).isFalse();
        assertThat(found).extracting(SigningKey::fileName).containsExactly("k.pem", "n.pem", "z.pem");
        assertThat(found).extracting(SigningKey::publicKey).contains(kept.getPublic(), after.getPublic())
                .doesNotContain(before.getPublic());
        assertThat(first.next(found, NOW).byId(first.keys().get(0).kid())).isEmpty();
    }

    @Test
    void aLinkWhoseFileWasRemovedIsSkippedUntilItIsRemovedToo() throws IOException {
        MountedSecret secret = new MountedSecret(Files.createDirectory(path.resolve("mount")));
        KeyDirectory mounted = new KeyDirectory(secret.path(), new SimpleMeterRegistry());
        secret.update(Map.of("a.pem", SigningKeyFiles.ec(), "z.pem", SigningKeyFiles.ec()));
        List<SigningKey> known = mounted.read(List.of());
        secret.swapData(Map.of("z.pem", SigningKeyFiles.ec()));
        assertThat(secret.path().resolve("a.pem")).isSymbolicLink();
        assertThat(mounted.read(known)).extracting(SigningKey::fileName).containsExactly("z.pem");
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
        KeyPair pair = SigningKeyFiles.pair(type, size);
        SigningKeyFiles.write(path.resolve("x.pem"), pair.getPrivate());
        SigningKey key = PemKeyReader.read(path.resolve("x.pem"));
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.publicKey()).isEqualTo(pair.getPublic());
    }

    static Stream<Arguments> jwks() {
        return Stream.of(
                Arguments.of(SigningKeyFiles.ec(), (Function<PublicKey, JWK>) key -> new ECKey.Builder(Curve.P_256,
                        (ECPublicKey) key).build()),
                Arguments.of(SigningKeyFiles.pair("RSA", 2048), (Function<PublicKey, JWK>) key -> new RSAKey.Builder(
                        (RSAPublicKey) key).build()),
                Arguments.of(SigningKeyFiles.pair("Ed25519", 0), (Function<PublicKey, JWK>) KeySetTest::ed25519));
    }

    /** The last 32 bytes of the key's encoding are the key (RFC 8410 §4). */
    private static JWK ed25519(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return new OctetKeyPair.Builder(Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))).build();
    }

    @ParameterizedTest
    @MethodSource("jwks")
    void theKeyIdIsTheThumbprintThatOthersComputeToo(KeyPair pair, Function<PublicKey, JWK> asJwk) throws Exception {
        SigningKeyFiles.write(path.resolve("x.pem"), pair.getPrivate());
        assertThat(PemKeyReader.read(path.resolve("x.pem")).kid())
                .isEqualTo(asJwk.apply(pair.getPublic()).computeThumbprint("SHA-256").toString());
    }

    /** RFC 8037 appendices A.1 and A.3. */
    @Test
    void theKeyIdOfAPublishedKeyIsItsPublishedThumbprint() throws Exception {
        byte[] secret = Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
        SigningKeyFiles.write(path.resolve("x.pem"), KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret)));
        assertThat(PemKeyReader.read(path.resolve("x.pem")).kid())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
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
