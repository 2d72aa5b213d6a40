package io.wxsession.push;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PushIT extends PushTest {
}
