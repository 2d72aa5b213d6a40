package io.wxsession.redis;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StoreOutageIT extends StoreOutageTest {
}
