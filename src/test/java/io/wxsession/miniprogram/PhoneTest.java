package io.wxsession.miniprogram;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;

/** A test of the mini-program client against the packaged service and the simulated WeChat. */
abstract class PhoneTest extends PackagedTest {

    static final String CURRENT = "session.request({ url: '/v1/sessions/current' })";

    private static PackagedService service;

    @BeforeAll
    static void startService() {
        Map<String, String> open = new HashMap<>(unhurried());
        open.put("wxsession.carriers.cookie", "true");
        open.put("wxsession.limits.decrypt-failures-per-session", "0");
        service = start(open);
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    /** How many requests a phone has made to a path of the service. */
    static int requests(Phone phone, String method, String path) {
        return (int) phone.call("requestsTo", method, path);
    }

    static int logins(Phone phone) {
        return requests(phone, "POST", "/v1/sessions");
    }

    static int refreshes(Phone phone) {
        return requests(phone, "POST", "/v1/sessions/refresh");
    }

    /** What the client has told, in order. */
    static JsonArray events(Phone phone) {
        return (JsonArray) phone.get("happened");
    }

    static String userOf(JsonObject answer) {
        return answer.getJsonObject("data").getJsonObject("user").getString("id");
    }

    static int status(JsonObject answer) {
        return answer.getInteger("statusCode");
    }
}
