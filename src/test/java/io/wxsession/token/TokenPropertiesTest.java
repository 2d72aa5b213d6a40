package io.wxsession.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.SessionId;
import io.wxsession.sealing.KeyRing;
import io.wxsession.testing.SigningKeyFiles;
import io.wxsession.token.AccessTokenParser.Genuine;
import io.wxsession.token.RefreshTokens.RefreshToken;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever text is presented as a token, reading it ends with an answer, and only what was issued here is genuine. */
class TokenPropertiesTest {

    private static final RefreshTokens REFRESH = new RefreshTokens(
            new KeyRing(List.of(new Secret("a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="))));
    private static final AccessTokenParser PARSER = parser();

    private static AccessTokenParser parser() {
        try {
            Path keys = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "token-properties");
            SigningKeyFiles.write(keys.resolve("key-1.pem"), SigningKeyFiles.ec().getPrivate());
            return new AccessTokenParser(KeySet.initial(new KeyDirectory(keys, new SimpleMeterRegistry()).read(List.of())),
                    new IssuerAndAudience("wxsession", "wxsession"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SessionId sid(int partition, byte[] random) {
        byte[] id = new byte[26];
        id[0] = (byte) (partition >> 8);
        id[1] = (byte) partition;
        System.arraycopy(random, 0, id, 2, random.length);
        return new SessionId(encoded(id));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Property
    void aRefreshTokenSaysWhatItWasWrittenFor(@ForAll @IntRange(max = 1023) int partition, @ForAll @Size(24) byte[] random,
            @ForAll @LongRange(min = 0, max = 99_999_999_999_999L) long generation) {
        SessionId sid = sid(partition, random);
        assertThat(REFRESH.read(REFRESH.write(sid, generation))).contains(new RefreshToken(sid, generation));
    }

    @Property
    void aRefreshTokenOfAnyOtherTextIsNone(@ForAll("tokenLike") String text) {
        assertThat(REFRESH.read(new Secret(text))).isEmpty();
    }

    @Property
    void oneOtherCharacterMakesARefreshTokenWorthless(@ForAll @IntRange(max = 80) int position, @ForAll char other,
            @ForAll @Size(24) byte[] random) {
        String token = REFRESH.write(sid(5, random), 3).value();
        int at = position % token.length();
        if (token.charAt(at) != other) {
            assertThat(REFRESH.read(new Secret(token.substring(0, at) + other + token.substring(at + 1)))).isEmpty();
        }
    }

    @Property
    void noTextIsAGenuineAccessTokenAndReadingItDoesNotFail(@ForAll("tokenLike") String text) {
        assertThat(PARSER.parse(new Secret(text))).isNotInstanceOf(Genuine.class);
        UnverifiedAccessToken.read(new Secret(text));
    }

    @Provide
    Arbitrary<String> tokenLike() {
        Arbitrary<String> header = Arbitraries.of("alg", "typ", "kid", "jwk", "jku", "x5u", "crit", "zip", "b64", "enc")
                .list().ofMaxSize(5).map(names -> names.stream().distinct().map(name -> '"' + name + "\":" + value(name))
                        .reduce((one, other) -> one + ',' + other).map(all -> '{' + all + '}').orElse("{}"));
        Arbitrary<String> claims = Arbitraries.of("{}", "{\"sid\":\"\"}", "{\"sid\":null,\"iat\":1,\"exp\":2}",
                "{\"sid\":\"AACDEFGHIJKLMNOPQRSTUVWXYZabcdefghg\",\"iat\":1,\"exp\":9999999999,\"iss\":\"wxsession\",\"aud\":\"wxsession\"}",
                "{\"sid\":\"AACDEFGHIJKLMNOPQRSTUVWXYZabcdefghg\",\"iat\":-1e99,\"exp\":\"x\"}", "[]", "null",
                "{\"sid\":{\"a\":1}}");
        Arbitrary<String> part = Arbitraries.oneOf(header, claims, Arbitraries.strings().ofMaxLength(60))
                .map(text -> encoded(text.getBytes(UTF_8)));
        Arbitrary<String> odd = Arbitraries.strings().ofMaxLength(90);
        Arbitrary<String> joined = Combinators.combine(part, part, Arbitraries.oneOf(part, odd))
                .as((one, two, three) -> one + '.' + two + '.' + three);
        return Arbitraries.oneOf(odd, joined, part.list().ofMaxSize(6).map(parts -> String.join(".", parts)));
    }

    private static String value(String name) {
        return switch (name) {
            case "alg" -> "\"ES256\"";
            case "typ" -> "\"at+jwt\"";
            case "kid" -> "[1,{}]";
            case "jwk" -> "{\"kty\":\"EC\"}";
            case "crit" -> "[\"b64\"]";
            case "b64" -> "false";
            default -> "\"x\"";
        };
    }
}
