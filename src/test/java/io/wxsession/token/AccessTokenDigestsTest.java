package io.wxsession.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.wxsession.config.Secret;
import io.wxsession.sealing.KeyRing;

class AccessTokenDigestsTest {

    private static final String A = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String B = "b:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";
    private static final Secret TOKEN = new Secret("eyJ.eyJ.sig");
    private static final Secret OTHER = new Secret("eyJ.eyJ.sih");

    @Test
    void aDigestIsShortAndRecognisesItsTokenOnly() {
        AccessTokenDigests digests = digests(A);
        assertThat(digests.of(TOKEN)).matches("[A-Za-z0-9_-]{22}");
        assertThat(digests.recognise(TOKEN, digests.of(TOKEN))).isTrue();
        assertThat(digests.recognise(OTHER, digests.of(TOKEN))).isFalse();
    }

    @Test
    void theLastTwoAreRecognised() {
        AccessTokenDigests digests = digests(A);
        String kept = digests.of(TOKEN) + digests.of(OTHER);
        assertThat(digests.recognise(TOKEN, kept)).isTrue();
        assertThat(digests.recognise(OTHER, kept)).isTrue();
        assertThat(digests.recognise(TOKEN, kept.substring(1))).isFalse();
    }

    @Test
    void aKeyThatIsStillInTheRingRecognisesWhatItMade() {
        String kept = digests(A).of(TOKEN);
        assertThat(digests(A, B).recognise(TOKEN, kept)).isTrue();
        assertThat(digests(B, A).recognise(TOKEN, kept)).isTrue();
        assertThat(digests(B).recognise(TOKEN, kept)).isFalse();
    }

    @Test
    void anotherIssuerOrAudienceRecognisesNothing() {
        String kept = digests(A).of(TOKEN);
        assertThat(digestsOf("issuer", "other", A).recognise(TOKEN, kept)).isFalse();
        assertThat(digestsOf("other", "audience", A).recognise(TOKEN, kept)).isFalse();
    }

    @Test
    void aSessionWithoutDigestsRecognisesNothing() {
        assertThat(digests(A).recognise(TOKEN, null)).isFalse();
        assertThat(digests(A).recognise(TOKEN, "")).isFalse();
    }

    private static AccessTokenDigests digests(String... keys) {
        return digestsOf("issuer", "audience", keys);
    }

    private static AccessTokenDigests digestsOf(String issuer, String audience, String... keys) {
        return new AccessTokenDigests(new KeyRing(Stream.of(keys).map(Secret::new).toList()),
                new IssuerAndAudience(issuer, audience));
    }
}
