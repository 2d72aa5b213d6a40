package io.wxsession.simulator.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;

import org.junit.jupiter.api.Test;

/** The examples in WeChat's documentation: 开放数据校验与解密, 消息推送. */
class OfficialVectorsTest {

    private static final String SESSION_KEY = "tiihtNczf5v6AKRyjwEUhQ==";
    private static final byte[] IV = Base64.getDecoder().decode("r7BXXKkLb8qrSNn05n0qiA==");
    private static final String USER_INFO = "{\"openId\":\"oGZUI0egBJY1zhBYw2KhdUfwVJJE\",\"nickName\":\"Band\",\"gender\":1,"
            + "\"language\":\"zh_CN\",\"city\":\"Guangzhou\",\"province\":\"Guangdong\",\"country\":\"CN\",\"avatarUrl\":"
            + "\"http://wx.qlogo.cn/mmopen/vi_32/aSKcBBPpibyKNicHNTMM0qJVh8Kjgiak2AHWr8MHM4WgMEm7GFhsf8OYrySdbvAMvTsw3mo8"
            + "ibKicsnfN5pRjl1p8HQ/0\",\"unionId\":\"ocMvos6NjeKLIBqg5Mr9QjxrP1FA\",\"watermark\":{\"timestamp\":1477314187,"
            + "\"appid\":\"wx4f4bc4dec97d474b\"}}";
    private static final String PUSH_KEY = "A".repeat(43);
    private static final String PUSH_APP = "wxba5fad812f8e6fb9";

    @Test
    void dataForAPhoneIsEncryptedAsInTheDocumentation() {
        assertThat(Base64.getEncoder().encodeToString(OpenDataEncryption.encrypt(SESSION_KEY, IV, USER_INFO.getBytes(UTF_8))))
                .isEqualTo("CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB"
                        + "+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo"
                        + "6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CM"
                        + "s8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARn"
                        + "s/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpo"
                        + "G20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==");
    }

    @Test
    void aForgedIvChangesTheOpenid() {
        byte[] forged = OpenDataEncryption.forge(IV, USER_INFO.getBytes(UTF_8), "{\"openId\":\"oEVIL".getBytes(UTF_8));
        assertThat(Base64.getEncoder().encodeToString(forged)).isEqualTo("r7BXXKkLb8qrSNn05HE2jQ==");
    }

    @Test
    void rawDataIsSignedAsInTheDocumentation() {
        String rawData = "{\"nickName\":\"Band\",\"gender\":1,\"language\":\"zh_CN\",\"city\":\"Guangzhou\",\"province\":"
                + "\"Guangdong\",\"country\":\"CN\",\"avatarUrl\":\"http://wx.qlogo.cn/mmopen/vi_32/1vZvI39NWFQ9XM4LtQpFrQJ1x"
                + "lgZxx3w7bQxKARol6503Iuswjjn6nIGBiaycAjAtpujxyzYsrztuuICqIM5ibXQ/0\"}";
        assertThat(WechatSignatures.rawData(rawData, "HyVFkGl5F5OQWJZZaNzBBg=="))
                .isEqualTo("75e81ceda165f4ffa64f4068af58c64b8f54b88c");
    }

    @Test
    void theHmacKeyIsTheTextOfTheSessionKey() {
        assertThat(WechatSignatures.hmacSha256("o0q0otL8aEzpcZL/FT9WsQ==", "{\"foo\":\"bar\"}"))
                .isEqualTo("654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b");
        assertThat(WechatSignatures.hmacSha256(SESSION_KEY, ""))
                .isEqualTo("7154f9f8b4b76b92f541cbf0e37d48840fa06e5e42da92a6f80168a1516a4735");
    }

    @Test
    void pushesAreSignedAsInTheDocumentation() {
        assertThat(WechatSignatures.push("AAAAA", "1714036504", "1514711492"))
                .isEqualTo("f464b24fc39322e44b38aa78f5edd27bd1441696");
        assertThat(WechatSignatures.push("AAAAA", "1714037059", "486452656"))
                .isEqualTo("899cf89e464efb63f54ddac96b0a0a235f53aa78");
        assertThat(WechatSignatures.push("AAAAA", "1714112445", "415670741"))
                .isEqualTo("6c5c811b55cc85e0e1b54100749188c20beb3f5d");
    }

    @Test
    void pushesAreEncryptedAsInTheDocumentation() {
        String message = "{\"ToUserName\":\"gh_97417a04a28d\",\"FromUserName\":\"o9AgO5Kd5ggOC-bXrbNODIiE3bGY\",\"CreateTime\":"
                + "1714112445,\"MsgType\":\"event\",\"Event\":\"debug_demo\",\"debug_str\":\"hello world\"}";
        String encrypted = PushEncryption.encrypt(PUSH_KEY, "a8eedb185eb2fecf", message, PUSH_APP);
        assertThat(encrypted).isEqualTo("+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TP"
                + "xLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pe"
                + "de2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUP"
                + "AJGj04=");
        assertThat(WechatSignatures.push("AAAAA", "1714112445", "415670741", encrypted))
                .isEqualTo("046e02f8204d34f8ba5fa3b1db94908f3df2e9b3");
    }
}
