package io.wxsession.fuzz;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RandomWalkIT extends RandomWalkTest {
}
