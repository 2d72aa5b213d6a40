package io.wxsession.sessionkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.Session;

/** WeChat's own examples. Source: WeChat documentation, 开放数据校验与解密 and 用户登录态签名. */
class WechatVectorsTest {

    private static final SessionKey KEY = new SessionKey(new Secret("tiihtNczf5v6AKRyjwEUhQ=="));
    private static final String DATA = "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC"
            + "+oNPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6/1Xx1COxF"
            + "vrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0"
            + "gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1V"
            + "f7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==";

    private static Session session(String openid) {
        return new Session(new UserId("u_x"), "wx4f4bc4dec97d474b", new Openid(openid), null, false, null, 0, 0, 0, 0, 0, null,
                null);
    }

    private static Optional<OpenData> open(String iv, String openid) {
        Optional<ObjectNode> json = EncryptedData.parse(new Secret(DATA), new Secret(iv)).open(KEY);
        return json.flatMap(it -> OpenData.of(it, session(openid), Optional.empty()));
    }

    @Test
    void theOfficialUserInfoIsDecrypted() {
        OpenData data = open("r7BXXKkLb8qrSNn05n0qiA==", "oGZUI0egBJY1zhBYw2KhdUfwVJJE").orElseThrow();
        assertThat(data.json().path("nickName").textValue()).isEqualTo("Band");
        assertThat(data.json().path("unionId").textValue()).isEqualTo("ocMvos6NjeKLIBqg5Mr9QjxrP1FA");
        assertThat(data.withoutIds().has("openId")).isFalse();
        assertThat(data.withoutIds().has("unionId")).isFalse();
    }

    @Test
    void theSameDataWithAForgedIvNamesAnotherUserAndIsRefused() {
        assertThat(EncryptedData.parse(new Secret(DATA), new Secret("r7BXXKkLb8qrSNn05HE2jQ==")).open(KEY).orElseThrow()
                .path("openId").textValue())
                .isEqualTo("oEVIL0egBJY1zhBYw2KhdUfwVJJE");
        assertThat(open("r7BXXKkLb8qrSNn05HE2jQ==", "oGZUI0egBJY1zhBYw2KhdUfwVJJE")).isEmpty();
    }

    @Test
    void theOfficialRawDataSignatureIsVerified() {
        Secret rawData = new Secret("{\"nickName\":\"Band\",\"gender\":1,\"language\":\"zh_CN\",\"city\":\"Guangzhou\","
                + "\"province\":\"Guangdong\",\"country\":\"CN\",\"avatarUrl\":\"http://wx.qlogo.cn/mmopen/vi_32/"
                + "1vZvI39NWFQ9XM4LtQpFrQJ1xlgZxx3w7bQxKARol6503Iuswjjn6nIGBiaycAjAtpujxyzYsrztuuICqIM5ibXQ/0\"}");
        Secret signature = new Secret("75e81ceda165f4ffa64f4068af58c64b8f54b88c");
        SessionKey key = new SessionKey(new Secret("HyVFkGl5F5OQWJZZaNzBBg=="));
        assertThat(key.hasSigned(rawData, signature)).isTrue();
        assertThat(key.hasSigned(new Secret(rawData.value().replace("Band", "Bend")), signature)).isFalse();
    }

    @Test
    void theUserStateSignatureIsMadeWithTheTextOfTheKey() {
        SessionKey key = new SessionKey(new Secret("o0q0otL8aEzpcZL/FT9WsQ=="));
        assertThat(key.sign("{\"foo\":\"bar\"}")).isEqualTo("654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b");
        assertThat(key.sign("")).isEqualTo("46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128");
        assertThat(KEY.sign("")).isEqualTo("7154f9f8b4b76b92f541cbf0e37d48840fa06e5e42da92a6f80168a1516a4735");
    }
}
