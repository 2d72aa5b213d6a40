package io.wxsession.login;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CurrentSessionIT extends CurrentSessionTest {
}
