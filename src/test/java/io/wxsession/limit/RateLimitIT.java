package io.wxsession.limit;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(RateLimitTest.Tight.class)
class RateLimitIT extends RateLimitTest {
}
