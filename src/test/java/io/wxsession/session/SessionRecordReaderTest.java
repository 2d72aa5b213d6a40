package io.wxsession.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

class SessionRecordReaderTest {

    private static final String SIMPLE = """
            {"a":"wx0123456789abcdef","u":"u_ANnXnLoSxsqzYFGvmBof_elX","t":1795652704931,"g":3,"f":1795652705069,\
            "i":1796257505069,"x":1798244704931,"k":"ccdXUwkfxVc1_F9tNf07eQYCBnoQ3STsyb9fJx-7eT3w",\
            "o":"os5L6zL2Gyd4BfaCWkGTGMSNlisE","d":"WeChat 8.0.50, iOS","n":"union","c":"account 'x' {}","r":true}""";

    private static final String SMALL = "{\"u\":\"u\",\"a\":\"a\",\"o\":\"o\"";

    @Test
    void aRecordOfTheUsualFormIsReadAsAGeneralParserWould() throws Exception {
        Session general = new ObjectMapper().readValue(SIMPLE, Session.class);
        assertThat(SessionRecordReader.read(SIMPLE.getBytes(UTF_8))).contains(general);
        assertThat(general.registered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            ",\"d\":\"a\\\"b\"}", ",\"d\":\"a\\/b\"}", ",\"d\":\"\u5fae\u4fe1\"}", ",\"d\":null}", ",\"r\":false}",
            ",\"t\":1.5}", ",\"t\":1e3}", ",\"t\":-1}", " }", ",\"new\":1}", ",\"z\":\"later version\"}", "}\n" })
    void aRecordOfAnotherFormIsLeftToTheGeneralParser(String rest) {
        byte[] record = (SMALL + rest).getBytes(UTF_8);
        assertThat(SessionRecordReader.read(record)).isEmpty();
        assertThat(Session.parse(record).userId().value()).isEqualTo("u");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "[]", "{\"u\":\"u", "{\"u\":\"u\",}", "{\"u\"", "{\"",
            "{\"u\":\"u\" \"a\":\"a\"}" })
    void whatIsNoRecordIsRefusedWithoutQuotingIt(String text) {
        assertThat(SessionRecordReader.read(text.getBytes(UTF_8))).isEmpty();
        assertThatThrownBy(() -> Session.parse(text.getBytes(UTF_8)))
                .isInstanceOf(IllegalStateException.class).hasMessage("a session record cannot be read").hasNoCause();
    }

    @Test
    void aRecordWithoutItsUserIsLeftToTheGeneralParser() {
        assertThat(SessionRecordReader.read("{\"a\":\"a\",\"o\":\"o\",\"t\":1}".getBytes(UTF_8))).isEmpty();
    }
}
