package io.wxsession.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.logging.Level;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.ServiceTest;

/** No request is known that fails unexpectedly, so this adds some that do. */
@QuarkusTest
class InternalErrorTest extends ServiceTest {

    private static final String REASON = "what nobody outside may read";

    @Path("/v1/broken")
    public static class BrokenResource {

        @GET
        @Path("at-once")
        @Operation(hidden = true)
        public Uni<String> failAtOnce() {
            throw new IllegalStateException(REASON);
        }

        @GET
        @Path("later")
        @Operation(hidden = true)
        public Uni<String> failLater() {
            return Uni.createFrom().failure(() -> new IllegalStateException(REASON));
        }

        @GET
        @Path("deep-down")
        @Operation(hidden = true)
        public Uni<String> failDeepDown() {
            return Uni.createFrom().failure(() -> new StackOverflowError(REASON));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "at-once", "later", "deep-down" })
    void anUnexpectedFailureIsAProblemThatSaysNothingOfItAndIsLogged(String when) {
        try (CollectedLog log = CollectedLog.open()) {
            String requestId = given().get("/v1/broken/" + when).then().statusCode(500)
                    .contentType("application/problem+json").header("Cache-Control", "no-store")
                    .body("code", is("internal_error")).body("status", is(500)).body(not(containsString(REASON)))
                    .extract().header("X-Request-Id");
            assertThat(log.atLeast(Level.SEVERE)).anyMatch(
                    line -> line.requestId().equals(requestId) && line.message().startsWith("A request failed unexpectedly"));
        }
    }
}
