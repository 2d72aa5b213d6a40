package io.wxsession.testing;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.RestAssured;

/**
 * A test of the running service. Each answer is held against the description of the API, and after each test the neighbours are
 * well again.
 */
@WithTestResource(value = TestEnvironment.class, scope = TestResourceScope.GLOBAL)
public abstract class ServiceTest {

    @BeforeAll
    static void answersAreAsDescribed() {
        RestAssured.replaceFiltersWith(ApiDescription.KEPT);
    }

    @AfterAll
    static void answersAreNotHeldAgainstAnything() {
        RestAssured.replaceFiltersWith(List.of());
    }

    @AfterEach
    void endFaultsOfNetworkAndWechat() {
        NetworkFaults.REDIS.mend();
        NetworkFaults.WECHAT.mend();
        Wechat.reset();
    }
}
