package io.wxsession.downstream;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForwardAuthIT extends ForwardAuthTest {
}
