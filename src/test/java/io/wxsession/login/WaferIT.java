package io.wxsession.login;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.wxsession.testing.OpenDoors;

@QuarkusIntegrationTest
@TestProfile(OpenDoors.class)
class WaferIT extends WaferTest {
}
