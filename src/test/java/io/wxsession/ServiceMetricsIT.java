package io.wxsession;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ServiceMetricsIT extends ServiceMetricsTest {
}
