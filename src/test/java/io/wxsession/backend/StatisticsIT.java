package io.wxsession.backend;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StatisticsIT extends StatisticsTest {
}
