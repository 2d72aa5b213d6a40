package io.wxsession.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A path that anybody could shorten is ambiguous, however it is written. */
class OriginalPathPropertiesTest {

    @Property
    void noPathMakesLookingFail(@ForAll String path) {
        OriginalPath.isAmbiguous(path);
    }

    @Property
    void aPathThatNormalisationChangesIsAmbiguous(@ForAll("paths") String path) {
        URI uri = URI.create(path);
        if (!uri.normalize().getRawPath().equals(path) && !path.contains("//")) {
            assertThat(OriginalPath.isAmbiguous(path)).as(path).isTrue();
        }
    }

    @Property
    void dotSegmentsAreRefusedHoweverOftenTheyAreEncoded(@ForAll("dotSegments") String segment,
            @ForAll @IntRange(max = 6) int times) {
        String encoded = segment;
        for (int i = 0; i < times; i++) {
            encoded = encoded.replace("%", "%25").replace(".", "%2e").replace("\\", URLEncoder.encode("\\", UTF_8));
        }
        assertThat(OriginalPath.isAmbiguous("/auth/verify/a/" + encoded + "/b")).as(encoded).isTrue();
    }

    @Property
    void anOrdinaryPathIsNotAmbiguous(@ForAll("words") String one, @ForAll("words") String two) {
        assertThat(OriginalPath.isAmbiguous("/" + one + "/" + two)).isFalse();
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b.c", ".", "..", "...", "x;y", "~").list().ofMinSize(1).ofMaxSize(6)
                .map(segments -> "/" + String.join("/", segments));
    }

    @Provide
    Arbitrary<String> dotSegments() {
        return Arbitraries.of(".", "..", "..;x=1", ".;", "x\\..", "..\\x");
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').withCharRange('0', '9').withChars("-_~!$&'()*+,;=:@")
                .ofMinLength(1)
                .ofMaxLength(12);
    }
}
