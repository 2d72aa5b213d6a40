package io.wxsession.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class OwnSessionsIT extends OwnSessionsTest {
}
