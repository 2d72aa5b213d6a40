package io.wxsession.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;

import io.vertx.core.json.JsonObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** Whatever is pushed, reading it ends with an answer; what WeChat pushes is read as it was meant. */
class PushBodyPropertiesTest {

    @Property
    void noBodyMakesReadingFail(@ForAll("bodies") String body) {
        PushBody.parse(body).ifPresent(read -> read.text("Event"));
    }

    @Property
    void aFieldInJsonIsReadAsItWasWritten(@ForAll @StringLength(min = 1, max = 40) String value) {
        String body = new JsonObject().put("Event", value).encode();
        assertThat(PushBody.parse(body).orElseThrow().text("event").orElse("")).isEqualTo(value.strip());
    }

    @Property
    void aFieldInXmlIsReadAsItWasWritten(@ForAll("words") String value) {
        String body = "<xml><Event><![CDATA[" + value + "]]></Event><CreateTime>1</CreateTime></xml>";
        assertThat(PushBody.parse(body).orElseThrow().text("Event").orElse("")).isEqualTo(value.strip());
        assertThat(PushBody.parse(body).orElseThrow().text("CreateTime")).contains("1");
    }

    @Property
    void noEnvelopeMakesDecryptionFail(@ForAll("envelopes") String encrypted, @ForAll byte[] key) {
        byte[] aes = Arrays.copyOf(key, 32);
        PushCipher.open(aes, "wx0123456789abcdef", encrypted);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').withChars("<>&'\" 你好\u00e9").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> envelopes() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(100), Arbitraries.bytes().array(byte[].class).ofMaxSize(96)
                .map(bytes -> Base64.getEncoder().encodeToString(bytes)));
    }

    /** Pieces of XML and JSON in any order. */
    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> piece = Arbitraries.of("<xml>", "</xml>", "<Event>", "</Event>", "<![CDATA[", "]]>",
                "<?xml version=\"1.0\"?>",
                "<?xml ", "?>", "<!DOCTYPE x [", "<!ENTITY e \"v\">", "]>", "&e;", "&#x0;", "&#65;", "&amp;", "&", "<", ">",
                "<a b='c'/>",
                "<a:b xmlns:a='u'>", "{", "}", "[", "]", "\"Event\"", ":", ",", "1", "1e999", "null", "true", "\"\\ud800\"",
                "\"", "\\",
                "\uFEFF", "\u0000", "\uFFFF", "\ud800", " ", "\n", "x", "--", "<!--", "-->");
        return Arbitraries.oneOf(piece.list().ofMaxSize(25).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(80),
                piece.list().ofMaxSize(12).map(pieces -> "<xml>" + String.join("", pieces) + "</xml>"));
    }
}
