package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.ServiceTest;
import io.wxsession.testing.Trace;
import io.wxsession.testing.TracesOverGrpcProfile;

/** A collector that speaks gRPC. */
@QuarkusTest
@TestProfile(TracesOverGrpcProfile.class)
class TracesOverGrpcTest extends ServiceTest {

    @Test
    void aCollectorMaySpeakGrpc() {
        Trace trace = Trace.begin();
        trace.request().get("/v1/user").then().statusCode(401);
        Span request = trace.awaitRequest();
        assertThat(request.getName()).isEqualTo("GET /v1/user");
    }
}
