package io.wxsession.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientDescriptionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.50(0x18003233) NetType/WIFI | WeChat 8.0.50, iOS
            Mozilla/5.0 (Linux; Android 14; 2311DRK48C) Chrome/122 XWEB/1220133 MicroMessenger/8.0.49.2600        | WeChat 8.0.49.2600, Android
            Mozilla/5.0 (Windows NT 10.0) MicroMessenger/7.0.20.1781 MiniProgramEnv/Windows WindowsWechat         | WeChat 7.0.20.1781, Windows
            wechatdevtools/1.06 MicroMessenger/8.0.5 (iPhone)                                                    | WeChat 8.0.5, DevTools
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)                                                      | macOS
            """)
    void aUserAgentIsToldInAFewWords(String userAgent, String description) {
        assertThat(ClientDescription.of(userAgent)).isEqualTo(description);
    }

    @Test
    void aUserAgentThatSaysNothingIsNotDescribed() {
        assertThat(ClientDescription.of("curl/8.0")).isNull();
        assertThat(ClientDescription.of(null)).isNull();
    }
}
