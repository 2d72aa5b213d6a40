package io.wxsession.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionId;
import io.wxsession.sealing.KeyRing;
import io.wxsession.token.RefreshTokens.RefreshToken;

class RefreshTokensTest {

    private static final String A = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String B = "b:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";
    private static final SessionId SID = new SessionId("AACDEFGHIJKLMNOPQRSTUVWXYZabcdefghg");

    private final RefreshTokens tokens = tokens(A);

    @Test
    void aTokenSaysWhatItWasWrittenFor() {
        assertThat(tokens.read(tokens.write(SID, 41))).contains(new RefreshToken(SID, 41));
    }

    @Test
    void theTokenOfAGenerationIsAlwaysTheSame() {
        assertThat(tokens.write(SID, 7)).isEqualTo(tokens.write(SID, 7)).isNotEqualTo(tokens.write(SID, 8));
    }

    @Test
    void aTokenOfAnOlderSealingKeyIsReadWhileTheKeyIsInTheRing() {
        Secret old = tokens.write(SID, 1);
        assertThat(tokens(B, A).read(old)).isPresent();
        assertThat(tokens(B).read(old)).isEmpty();
    }

    @Test
    void anyChangedCharacterMakesATokenWorthless() {
        String token = tokens.write(SID, 1).value();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'Q' ? 'R' : 'Q';
            assertThat(tokens.read(new Secret(token.substring(0, i) + other + token.substring(i + 1)))).as("changed at %d", i)
                    .isEmpty();
        }
    }

    @Test
    void aTokenDoesNotShowItsSecretsInLogs() {
        assertThat(tokens.read(tokens.write(SID, 1)).orElseThrow().toString()).doesNotContain(SID.value());
    }

    private static RefreshTokens tokens(String... keys) {
        return new RefreshTokens(new KeyRing(Stream.of(keys).map(Secret::new).toList()));
    }
}
