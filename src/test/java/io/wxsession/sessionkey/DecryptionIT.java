package io.wxsession.sessionkey;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class DecryptionIT extends DecryptionTest {
}
