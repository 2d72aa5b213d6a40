package io.wxsession.security;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ServiceClientIT extends ServiceClientTest {
}
