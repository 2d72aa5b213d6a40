package io.wxsession.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.vertx.core.MultiMap;
import io.wxsession.config.Secret;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in the headers that may carry a credential, looking for one ends with an answer. */
class CredentialPropertiesTest {

    private static final CredentialCarriers WITH_COOKIE = new CredentialCarriers(true);
    private static final CredentialCarriers WITHOUT_COOKIE = new CredentialCarriers(false);

    private static MultiMap headers(List<String> names, List<String> values) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            headers.add(names.get(i), values.get(i));
        }
        return headers;
    }

    @Property
    void noHeaderMakesTheSearchFailOrGivesATokenTwice(@ForAll("names") List<String> names,
            @ForAll("texts") List<String> values) {
        assertThat(WITH_COOKIE.tokens(headers(names, values))).doesNotHaveDuplicates()
                .noneMatch(token -> token.value().isEmpty());
    }

    @Property
    void aBearerTokenIsFoundWhateverElseIsThere(@ForAll("tokens") String token, @ForAll("names") List<String> names,
            @ForAll("texts") List<String> values) {
        MultiMap headers = headers(names, values).add("authorization", "bearer " + token);
        assertThat(WITH_COOKIE.tokens(headers)).contains(new Secret(token));
    }

    @Property
    void aCookieIsFoundAmongOthers(@ForAll("tokens") String token, @ForAll("otherCookies") List<String> before,
            @ForAll("otherCookies") List<String> after) {
        String cookies = String.join("; ", before) + (before.isEmpty() ? "" : "; ") + "wxs=" + token
                + (after.isEmpty() ? "" : "; ") + String.join("; ", after);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Cookie", cookies);
        assertThat(WITH_COOKIE.tokens(headers)).containsExactly(new Secret(token));
        assertThat(WITHOUT_COOKIE.tokens(headers)).isEmpty();
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.strings().alpha().numeric().withChars("-_.").ofMinLength(1).ofMaxLength(60);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("Authorization", "authorization", "X-WX-Skey", "Cookie", "cookie", "Accept").list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> piece = Arbitraries.of("Bearer", "bearer", "Basic", "DPoP", " ", "\t", "wxs", "WXS", "$Version=1",
                "=",
                ";", ",", "\"", "\\", "a.b.c", "e30", "\u0000", "\u00e9", "\u4f60", "\ud800", "%20", "wxs=\"", "wxs=;",
                "wxs=a b");
        return Arbitraries.oneOf(piece.list().ofMaxSize(10).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(60)).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> otherCookies() {
        Arbitrary<String> name = Arbitraries.of("lang", "wx", "wxsession", "WXS", "_ga", "xwxs", "wxs2");
        Arbitrary<String> value = Arbitraries.strings().alpha().numeric().withChars("-_.!#$&'()*+/:<>?@[]^`{|}~%=")
                .ofMaxLength(12);
        return Combinators.combine(name, value).as((one, other) -> one + '=' + other).list().ofMaxSize(4);
    }
}
