package io.wxsession.backend.statistics;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StatisticsIT extends StatisticsTest {
}
