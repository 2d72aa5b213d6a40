package io.wxsession.login;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LoginStormIT extends LoginStormTest {
}
