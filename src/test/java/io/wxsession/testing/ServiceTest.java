package io.wxsession.testing;

import org.junit.jupiter.api.AfterEach;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** A test of the running service, whose neighbours are well again after each test. */
@WithTestResource(value = TestEnvironment.class, scope = TestResourceScope.GLOBAL)
public abstract class ServiceTest {

    @AfterEach
    void neighboursAreWell() {
        NetworkFaults.REDIS.mend();
        NetworkFaults.WECHAT.mend();
        Wechat.reset();
    }
}
