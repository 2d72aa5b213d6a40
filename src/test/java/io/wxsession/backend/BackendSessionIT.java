package io.wxsession.backend;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BackendSessionIT extends BackendSessionTest {
}
