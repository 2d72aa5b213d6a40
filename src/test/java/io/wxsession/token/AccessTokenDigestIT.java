package io.wxsession.token;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AccessTokenDigestIT extends AccessTokenDigestTest {
}
