package io.wxsession.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is sent as JSON is read as it was meant, or refused as JSON and in no other way. */
class StrictJsonPropertiesTest {

    private static final ObjectMapper JSON = strict();

    private static ObjectMapper strict() {
        // As Quarkus makes it.
        ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        new StrictJsonCustomizer().customize(json);
        return json;
    }

    record Body(String text, List<String> texts, RedactedJson more) {
    }

    @Property
    void noTextMakesReadingFailInAnotherWay(@ForAll("jsonLike") String text) {
        try {
            JSON.readValue(text, Body.class);
        } catch (JsonProcessingException refused) {
            assertThat(refused.getOriginalMessage()).isNotEmpty();
        }
    }

    @Property
    void aTextIsReadAsItWasWritten(@ForAll String text) throws JsonProcessingException {
        assertThat(JSON.readValue(JSON.writeValueAsString(new Body(text, List.of(text), null)), Body.class))
                .isEqualTo(new Body(text, List.of(text), null));
    }

    @Property
    void whatIsNoTextIsNotTakenForOne(@ForAll("noTexts") String value) {
        assertThatThrownBy(() -> JSON.readValue("{\"text\":" + value + "}", Body.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Property
    void aNameThatOccursTwiceIsRefused(@ForAll("names") String name, @ForAll("values") String one,
            @ForAll("values") String other) {
        assertThatThrownBy(() -> JSON.readValue("{\"" + name + "\":" + one + ",\"" + name + "\":" + other + "}", Body.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of("text", "unknown"),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(9));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("null", "\"\"", "\"x\"");
    }

    @Provide
    Arbitrary<String> noTexts() {
        return Arbitraries.oneOf(Arbitraries.of("true", "false", "{}", "[]", "[\"x\"]", "{\"text\":\"x\"}"),
                Arbitraries.longs().map(Object::toString), Arbitraries.doubles().map(Object::toString));
    }

    /** Pieces of JSON in any order. */
    @Provide
    Arbitrary<String> jsonLike() {
        Arbitrary<String> piece = Arbitraries.of("{", "}", "[", "]", ":", ",", "\"text\"", "\"texts\"", "\"more\"", "\"x\"",
                "\"\\u0000\"", "\"\\ud800\"", "\"\\", "\"", "null", "true", "1", "-0", "1e999", "01", "NaN", "//", "/**/", "'",
                "\uFEFF",
                "\u0000", "\ud800", " ", "\n", "{\"text\":", "[[[[[[[[", "{\"more\":{}", "@");
        return Arbitraries.oneOf(piece.list().ofMaxSize(25).map(pieces -> String.join("", pieces)),
                piece.list().ofMaxSize(8).map(pieces -> "{\"text\":\"x\",\"more\":{" + String.join("", pieces) + "}}"),
                Arbitraries.strings().ofMaxLength(80));
    }
}
