package io.wxsession.admin;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SessionServiceIT extends SessionServiceTest {
}
