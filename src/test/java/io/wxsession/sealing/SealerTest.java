package io.wxsession.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.wxsession.config.Secret;
import io.wxsession.config.UnusableSettingsException;

class SealerTest {

    private static final String A = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String B = "b:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";
    private static final String SECRET = "tiihtNczf5v6AKRyjwEUhQ==";
    private static final String OWNER = "wx4f4bc4dec97d474b|oGZUI0egBJY1zhBYw2KhdUfwVJJE";

    private final Sealer sealer = sealer(A);

    @Test
    void whatWasSealedOpensForItsOwner() {
        assertThat(sealer.open(sealer.seal(SECRET, OWNER), OWNER)).contains(SECRET);
    }

    @Test
    void itDoesNotOpenForAnotherOwner() {
        assertThat(sealer.open(sealer.seal(SECRET, OWNER), OWNER + "x")).isEmpty();
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTimeAndNamesItsKey() {
        assertThat(text(sealer.seal(SECRET, OWNER))).startsWith("a.").isNotEqualTo(text(sealer.seal(SECRET, OWNER)))
                .doesNotContain(SECRET);
    }

    @Test
    void theFirstKeySealsAndAllOpen() {
        SealedValue old = sealer.seal(SECRET, OWNER);
        Sealer rotated = sealer(B, A);
        assertThat(rotated.open(old, OWNER)).contains(SECRET);
        assertThat(text(rotated.seal(SECRET, OWNER))).startsWith("b.");
    }

    @Test
    void whatWasSealedUnderAKeyThatIsGoneIsNotThere() {
        assertThat(sealer(B).open(sealer.seal(SECRET, OWNER), OWNER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", "a", "a.", "a.AAAA", "a.%%%", "z.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
    void whatWasNeverSealedIsNotThere(String text) {
        assertThat(sealer.open(new SealedValue(text.getBytes(ISO_8859_1)), OWNER)).isEmpty();
    }

    @Test
    void aChangedCiphertextIsNotThere() {
        byte[] changed = sealer.seal(SECRET, OWNER).bytes().clone();
        changed[changed.length - 20] ^= 1;
        assertThat(sealer.open(new SealedValue(changed), OWNER)).isEmpty();
    }

    @Test
    void equalSecretsOfOneOwnerHaveEqualFingerprints() {
        assertThat(sealer.fingerprints(SECRET, OWNER)).isEqualTo(sealer.fingerprints(SECRET, OWNER))
                .isNotEqualTo(sealer.fingerprints(SECRET + "x", OWNER)).isNotEqualTo(sealer.fingerprints(SECRET, OWNER + "x"));
    }

    @Test
    void aSecretIsKnownAgainAfterTheKeysHaveChangedPlaces() {
        assertThat(sealer(A, B).fingerprints(SECRET, OWNER)).containsAll(sealer(B, A).fingerprints(SECRET, OWNER))
                .containsAll(sealer(A).fingerprints(SECRET, OWNER));
    }

    @ParameterizedTest
    @ValueSource(strings = { "k", "k:", "k:c2hvcnQ=", ":MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "a.b:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" })
    void aMalformedKeyIsRefusedByItsPosition(String entry) {
        assertThatThrownBy(() -> ring(A, entry)).isInstanceOf(UnusableSettingsException.class)
                .hasMessageContaining("number 2");
    }

    private static String text(SealedValue sealed) {
        return new String(sealed.bytes(), ISO_8859_1);
    }

    private static Sealer sealer(String... keys) {
        return new Sealer(ring(keys));
    }

    private static KeyRing ring(String... keys) {
        return new KeyRing(Stream.of(keys).map(Secret::new).toList());
    }
}
