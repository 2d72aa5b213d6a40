package io.wxsession.http.edge;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ContentTypeIT extends ContentTypeTest {
}
