package io.wxsession.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Switches on every optional feature, each of which is off by default. */
public class AllFeaturesProfile implements QuarkusTestProfile {

    /** The configured public URL of the service. */
    public static final String PUBLIC_URL = "https://login.example.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("wxsession.carriers.cookie", "true",
                "wxsession.compat.wafer", "true",
                "wxsession.public-url", PUBLIC_URL,
                "wxsession.login.expose-openid", "true",
                "wxsession.forward-auth.expose-openid", "true",
                "wxsession.forward-auth.assertion", "true",
                "wxsession.forward-auth.audience", "orders");
    }
}
