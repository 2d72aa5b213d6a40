package io.wxsession.admin;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class UsersIT extends UsersTest {
}
