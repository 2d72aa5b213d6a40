package io.wxsession.backend;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BanIT extends BanTest {
}
