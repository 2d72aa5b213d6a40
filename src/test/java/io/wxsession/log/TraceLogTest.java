package io.wxsession.log;

import static io.wxsession.testing.MiniProgram.logIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.CollectedLog;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.TestServiceClient;
import io.wxsession.testing.Trace;
import io.wxsession.testing.TracesProfile;
import io.wxsession.testing.Wechat;

/** The log while traces are on. Looks into it, so only where the service runs in the same process. */
@QuarkusTest
@TestProfile(TracesProfile.class)
class TraceLogTest extends ServiceTest {

    @Test
    void aLineOfARequestHasTheTraceIdOfItsGateway() {
        Trace trace = Trace.begin();
        String user = logIn(Wechat.newPhone()).userId();
        try (CollectedLog log = CollectedLog.open()) {
            TestServiceClient.OPERATOR.request().header("traceparent", trace.header("01"))
                    .header("X-Request-Id", "a-traced-request").delete("/internal/v1/users/" + user).then().statusCode(204);
            assertThat(log.atLeast(Level.INFO)).filteredOn(line -> "user_erased".equals(line.event())).singleElement()
                    .satisfies(line -> {
                        assertThat(line.traceId()).isEqualTo(trace.id());
                        assertThat(line.requestId()).isEqualTo("a-traced-request");
                    });
        }
    }
}
