package io.wxsession.wechat;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(AppSecretResetTest.DuringAReset.class)
class AppSecretResetIT extends AppSecretResetTest {
}
