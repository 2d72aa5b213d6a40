package io.wxsession.http.edge;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.wxsession.testing.RawConnection;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

@QuarkusTest
class ContentTypeTest extends ServiceTest {

    private static int status(String method, String path, Map<String, String> headers, String body) {
        try (RawConnection connection = RawConnection.open()) {
            return connection.send(method, path, headers, body);
        }
    }

    @ParameterizedTest
    @CsvSource({ "POST, /v1/sessions", "POST, /v1/sessions/refresh", "PUT, /v1/user/profile", "POST, /v1/signature/verify",
            "POST, /internal/v1/users", "POST, /v1;x/sessions" })
    void aBodyWithoutAContentTypeIsNotRead(String method, String path) {
        assertThat(status(method, path, Map.of(), "{\"code\":\"x\",\"refreshToken\":\"x\",\"token\":\"x\"}")).isEqualTo(415);
        assertThat(status(method, path, Map.of("Content-Type", ""), "{}")).isEqualTo(415);
    }

    @Test
    void aBodyThatNobodyReadsNeedsNoContentType() {
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + logIn(Wechat.newPhone()).accessToken());
        assertThat(status("GET", "/v1/user", bearer, "{}")).isEqualTo(200);
        assertThat(status("DELETE", "/v1/sessions/current", bearer, "{}")).isEqualTo(204);
    }

    @Test
    void whatHasNoBodyNeedsNoContentType() {
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + logIn(Wechat.newPhone()).accessToken());
        assertThat(status("GET", "/v1/user", bearer, "")).isEqualTo(200);
        assertThat(status("DELETE", "/v1/sessions/current", bearer, "")).isEqualTo(204);
    }
}
