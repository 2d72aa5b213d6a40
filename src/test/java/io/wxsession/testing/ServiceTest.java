package io.wxsession.testing;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;

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

    private static final int MORE_THAN_EVENT_LOOPS = 2 * 2 * Runtime.getRuntime().availableProcessors();

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
        boolean withoutRedis = NetworkFaults.REDIS.isBroken();
        NetworkFaults.REDIS.mend();
        NetworkFaults.WECHAT.mend();
        if (withoutRedis) {
            await().until(ServiceTest::everyEventLoopReachesRedis);
        }
        Wechat.reset();
    }

    /** Each has connections of its own, and a pause before it connects again. New connections of ours go to each in turn. */
    private static boolean everyEventLoopReachesRedis() {
        return IntStream.range(0, MORE_THAN_EVENT_LOOPS).allMatch(connection -> TestServiceClient.OPERATOR.request()
                .queryParam("appId", TestEnvironment.APP).queryParam("openid", "nobody").get("/internal/v1/users")
                .statusCode() == 404);
    }
}
