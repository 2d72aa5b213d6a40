package io.wxsession.testing;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import io.restassured.RestAssured;

/** A test that starts the packaged artifact itself, with settings of its own, in an environment of its own. */
public abstract class PackagedTest {

    private static TestEnvironment environment;
    private static int portBefore;
    /** What the artifact needs to start. */
    protected static Map<String, String> settings;

    @BeforeAll
    static void startEnvironment() {
        portBefore = RestAssured.port;
        environment = new TestEnvironment();
        settings = environment.start();
    }

    @AfterAll
    static void stopEnvironment() {
        environment.stop();
        RestAssured.port = portBefore;
    }

    @AfterEach
    void endFaultsOfNetworkAndWechat() {
        NetworkFaults.REDIS.mend();
        NetworkFaults.WECHAT.mend();
        Wechat.reset();
    }

    /** Starts the artifact; requests go to the one started last. */
    protected static PackagedService start(Map<String, String> settings) {
        PackagedService service = PackagedService.start(settings).awaitStarted();
        RestAssured.port = service.port();
        return service;
    }

    /** The settings with deadlines that a busy machine cannot miss. */
    protected static Map<String, String> unhurried() {
        Map<String, String> patient = with("quarkus.redis.timeout", "10s");
        patient.put("quarkus.rest-client.wechat.connect-timeout", "10000");
        patient.put("quarkus.rest-client.wechat.read-timeout", "20000");
        return patient;
    }

    /** The settings with one more or another. */
    protected static Map<String, String> with(String setting, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(setting, value);
        return changed;
    }
}
