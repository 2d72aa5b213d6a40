package io.wxsession.wechat.push;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PushIT extends PushTest {
}
