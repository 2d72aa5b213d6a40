package io.wxsession.oauth2;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RevocationIT extends RevocationTest {
}
