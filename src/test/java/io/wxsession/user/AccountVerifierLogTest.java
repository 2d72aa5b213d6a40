package io.wxsession.user;

import static io.wxsession.testing.MiniProgram.bearer;
import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.CollectedLog.Line;
import io.wxsession.testing.MiniProgram.LoggedIn;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Wechat;

/** What an operator reads of an account verifier that does not work. */
@QuarkusTest
@TestProfile(AccountVerifierLogTest.JustStarted.class)
class AccountVerifierLogTest extends ServiceTest {

    /** Of its own, because each fault is logged once a minute. */
    public static class JustStarted implements QuarkusTestProfile {
    }

    private static int bind(LoggedIn session, String password) {
        return bearer(session.accessToken()).contentType(ContentType.JSON)
                .body(Map.of("credentials", Map.of("name", "acct:operators", "password", password + ":secret-word")))
                .put("/v1/user/binding").statusCode();
    }

    @ParameterizedTest
    @CsvSource({ "html, the response is not JSON", "number, the response has no valid accountId",
            "created, HTTP status 201", "malformed, HTTP status 400", "absent, HTTP status 404", "error, HTTP status 500" })
    void aVerifierThatMakesNoSenseIsWarnedOfOnceByItsFaultAndWithoutItsAnswer(String password, String fault) {
        LoggedIn session = logIn(Wechat.newPhone());
        try (CollectedLog log = CollectedLog.open()) {
            assertThat(bind(session, password)).isEqualTo(503);
            assertThat(bind(session, password)).isEqualTo(503);
            assertThat(log.atLeast(Level.WARNING)).singleElement().satisfies(line -> assertThat(line.message())
                    .isEqualTo("The account verifier cannot be used: " + fault));
        }
    }

    @Test
    void aVerifierThatWorksAgainIsSaidOnceItHasNotFailedForAWhile() {
        LoggedIn session = logIn(Wechat.newPhone());
        try (CollectedLog log = CollectedLog.open()) {
            assertThat(bind(session, "drop")).isEqualTo(503);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(bind(session, "right")).isEqualTo(200);
                assertThat(log.atLeast(Level.INFO)).extracting(Line::message)
                        .contains("The account verifier can be used again: no call has failed for 10 seconds");
            });
        }
    }
}
