package io.wxsession.limit;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(ForwardedAddressTest.BehindAGateway.class)
class ForwardedAddressIT extends ForwardedAddressTest {
}
