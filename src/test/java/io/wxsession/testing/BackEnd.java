package io.wxsession.testing;

import static io.restassured.RestAssured.given;

import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The service clients that tests know, and what they ask. */
public enum BackEnd {
    /** May introspect and revoke. */
    GATEWAY("gateway", "gateway secret: 100%+urgent"),
    /** The same, but for the other app only; its secret is configured as a hash. */
    LIMITED("limited", "limited-secret"),
    /** May do all that is internal. */
    OPERATOR("operator", "operator-secret"),
    /** May do nothing of the kind. */
    STATISTICIAN("statistician", "statistician-secret");

    private final String id;
    private final String secret;

    BackEnd(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    static Map<String, String> configuration() {
        return Map.ofEntries(
                Map.entry("wxsession.clients.gateway.secret", GATEWAY.secret),
                Map.entry("wxsession.clients.gateway.roles", "introspect"),
                Map.entry("wxsession.clients.limited.secret-sha256",
                        "ee81a9128d7f7a7b5c328a7b5255b802fb4302f431f61539934ce3661ae792bd"),
                Map.entry("wxsession.clients.limited.roles", "introspect,sessions,users,stats,access-token"),
                Map.entry("wxsession.clients.limited.apps", TestEnvironment.OTHER_APP),
                Map.entry("wxsession.clients.statistician.secret", STATISTICIAN.secret),
                Map.entry("wxsession.clients.statistician.roles", "stats"),
                Map.entry("wxsession.clients.operator.secret", OPERATOR.secret),
                Map.entry("wxsession.clients.operator.roles", "sessions, users, stats, access-token"));
    }

    /** Its name. */
    public String id() {
        return id;
    }

    /** Its secret. */
    public String secret() {
        return secret;
    }

    /** A request that proves who it is. */
    public RequestSpecification request() {
        return given().auth().preemptive().basic(id, secret);
    }

    /** Asks what a token is worth. */
    public Response introspect(String token) {
        return request().formParam("token", token).post("/oauth2/introspect");
    }

    /** Revokes a token. */
    public Response revoke(String token) {
        return request().formParam("token", token).post("/oauth2/revoke");
    }
}
