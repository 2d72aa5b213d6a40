package io.wxsession.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WeChat's own examples. Source: WeChat documentation, 消息推送. */
class PushVectorsTest {

    private static final String TOKEN = "AAAAA";
    private static final byte[] KEY = Base64.getDecoder().decode("A".repeat(43) + "=");
    private static final String ENCRYPTED = "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus"
            + "8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede"
            + "2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=";

    @Test
    void theOfficialAddressCheckAndPlainPushAreSignedByWechat() {
        assertThat(PushSignature.verify("f464b24fc39322e44b38aa78f5edd27bd1441696", TOKEN, "1714036504", "1514711492"))
                .isTrue();
        assertThat(PushSignature.verify("899cf89e464efb63f54ddac96b0a0a235f53aa78", TOKEN, "1714037059", "486452656")).isTrue();
        assertThat(PushSignature.verify("899cf89e464efb63f54ddac96b0a0a235f53aa78", TOKEN, "1714037059", "486452657"))
                .isFalse();
    }

    @Test
    void theOfficialEncryptedPushIsOpened() {
        assertThat(
                PushSignature.verify("046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", TOKEN, "1714112445", "415670741", ENCRYPTED))
                .isTrue();
        PushBody message = PushCipher.open(KEY, "wxba5fad812f8e6fb9", ENCRYPTED).flatMap(PushBody::parse).orElseThrow();
        assertThat(message.text("Event")).hasValue("debug_demo");
        assertThat(message.text("CreateTime")).hasValue("1714112445");
    }

    @Test
    void aPushForAnotherAppIsNotOpened() {
        assertThat(PushCipher.open(KEY, "wx0000000000000000", ENCRYPTED)).isEmpty();
        assertThat(PushCipher.open(KEY, "wxba5fad812f8e6fb9", ENCRYPTED.substring(4))).isEmpty();
        assertThat(PushCipher.open(KEY, "wxba5fad812f8e6fb9", "")).isEmpty();
    }

    @Test
    void jsonAndXmlSayTheSame() {
        PushBody json = PushBody
                .parse("{\"Event\":\"e\",\"openid\":\" o1 \",\"CreateTime\":5,\"List\":[1],\"Inner\":{\"a\":1}}").orElseThrow();
        PushBody xml = PushBody.parse("<xml><Event><![CDATA[e]]></Event><OpenID> o1 </OpenID><CreateTime>5</CreateTime>"
                + "<Inner><a>1</a></Inner></xml>").orElseThrow();
        for (PushBody body : new PushBody[] { json, xml }) {
            assertThat(body.text("Event")).hasValue("e");
            assertThat(body.text("OpenID")).hasValue("o1");
            assertThat(body.text("CreateTime")).hasValue("5");
        }
    }

    @Test
    void anXmlDeclarationIsFine() {
        assertThat(PushBody.parse("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><Event>e</Event></xml>").orElseThrow()
                .text("Event")).hasValue("e");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "hello", "[1]", "{", "<xml>", "<xml><a></xml>",
            "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><xml><OpenID>&x;</OpenID></xml>",
            "<!DOCTYPE xml><xml><OpenID>o</OpenID></xml>",
            "<?xml version=\"1.0\"?><!DOCTYPE xml><xml><OpenID>o</OpenID></xml>",
            "<!-- --><!DOCTYPE xml><xml><OpenID>o</OpenID></xml>", "<!DOCTYPE xml [\uffff]><xml><OpenID>o</OpenID></xml>",
            "<xml><OpenID>\uffff</OpenID></xml>", "<xml\uffff", "<xml><OpenID>\ud800</OpenID></xml>",
            "<xml><a>&#0;</a></xml>" })
    void whatIsNeitherOrBringsADocumentTypeIsNotRead(String body) {
        assertThat(PushBody.parse(body)).isEmpty();
    }
}
