package io.wxsession.login;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.AllFeaturesProfile;

@QuarkusIntegrationTest
@TestProfile(AllFeaturesProfile.class)
class UnionidIT extends UnionidTest {
}
