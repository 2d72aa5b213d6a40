package io.wxsession;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class TracesOverGrpcIT extends TracesOverGrpcTest {
}
