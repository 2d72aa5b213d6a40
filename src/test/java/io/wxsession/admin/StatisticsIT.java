package io.wxsession.admin;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StatisticsIT extends StatisticsTest {
}
