package io.wxsession.wechat;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class WechatAccessTokenIT extends WechatAccessTokenTest {
}
