package io.wxsession.sessionkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wxsession.config.Secret;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.Session;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a phone sends as open data is refused in good order, and no id leaves the service by it. */
class OpenDataPropertiesTest {

    private static final SessionKey KEY = new SessionKey(new Secret("MDEyMzQ1Njc4OWFiY2RlZg=="));
    private static final Session SESSION = new Session(new UserId("u_x"), "wx0123456789abcdef", new Openid("o-secret"), null,
            false,
            null, 0, 0, 0, 0, 0, null, null);
    private static final String[] SPELLINGS = { "openId", "openid", "OPENID", "open_id", "Open-Id", "unionId", "union_id",
            "UNIONID",
            "o.p.e.n.i.d" };

    @Property
    void noDataMakesReadingFail(@ForAll("texts") String data, @ForAll("texts") String iv) {
        try {
            EncryptedData.parse(new Secret(data), new Secret(iv)).open(KEY);
        } catch (ProblemException refusal) {
            assertThat(refusal.problem().problemCode()).isEqualTo(ProblemCode.INVALID_REQUEST);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> base64 = Arbitraries.bytes().array(byte[].class).ofMaxSize(80)
                .map(bytes -> Base64.getEncoder().encodeToString(bytes));
        Arbitrary<String> blocks = Arbitraries.integers().between(0, 5)
                .flatMap(count -> Arbitraries.bytes().array(byte[].class).ofSize(16 * count))
                .map(bytes -> Base64.getEncoder().encodeToString(bytes));
        return Arbitraries.oneOf(base64, blocks, blocks, Arbitraries.strings().ofMaxLength(60),
                base64.map(text -> text.replace('+', ' ')), base64.map(text -> text.replace('/', '_')));
    }

    @Property
    void noIdIsLeftHoweverItIsSpeltAndNested(@ForAll("documents") ObjectNode document) {
        OpenData data = OpenData.of(document, SESSION, Optional.empty())
                .orElseThrow();
        assertThat(data.withoutIds().toString()).doesNotContain("o-secret").contains("kept");
    }

    @Provide
    Arbitrary<ObjectNode> documents() {
        return Arbitraries.of(SPELLINGS).list().ofMinSize(1).ofMaxSize(6).map(names -> {
            ObjectMapper json = new ObjectMapper();
            ObjectNode root = json.valueToTree(
                    Map.of("watermark", Map.of("appid", "wx0123456789abcdef", "timestamp", 1), "nickName", "kept"));
            ObjectNode inner = root;
            for (String name : names) {
                inner.put(name, "o-secret");
                inner = inner.putArray("list").addObject().putObject("inner");
            }
            return root;
        });
    }
}
