package io.wxsession.forwardauth;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.AllFeaturesProfile;

@QuarkusIntegrationTest
@TestProfile(AllFeaturesProfile.class)
class AssertionIT extends AssertionTest {
}
