package io.wxsession.forwardauth;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForwardAuthIT extends ForwardAuthTest {
}
