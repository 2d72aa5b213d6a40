package io.wxsession.testing;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The service clients that tests know, and what they ask. */
public enum TestServiceClient {
    /** May introspect and revoke. */
    GATEWAY("gateway", "gateway secret: 100%+urgent", "introspect"),
    /** May do everything, but for the other app only; its secret is configured as a hash. */
    LIMITED("limited", "limited-secret", "introspect,sessions,users,stats,access-token"),
    /** May do all that is internal. */
    OPERATOR("operator", "operator-secret-of-tests", "sessions, users, stats, access-token"),
    /** May see statistics; its secret looks as if it were encoded. */
    STATISTICIAN("statistician", "statistician-secret:100%25+", "stats"),
    /** May work with sessions; in its name is a colon, which ends the name in HTTP Basic unless it is encoded. */
    TILL("till:1", "till secret: 50%25+tip & more", "sessions");

    private final String id;
    private final String secret;
    private final String roles;

    TestServiceClient(String id, String secret, String roles) {
        this.id = id;
        this.secret = secret;
        this.roles = roles;
    }

    static Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>();
        for (TestServiceClient client : values()) {
            String settings = "wxsession.clients." + (client == TILL ? '"' + client.id + '"' : client.id) + '.';
            configuration.put(settings + "roles", client.roles);
            configuration.put(settings + "secret", client.secret);
        }
        configuration.remove("wxsession.clients.limited.secret");
        configuration.put("wxsession.clients.limited.secret-sha256",
                "ee81a9128d7f7a7b5c328a7b5255b802fb4302f431f61539934ce3661ae792bd");
        configuration.put("wxsession.clients.limited.apps", TestEnvironment.OTHER_APP);
        return configuration;
    }

    /** Its name. */
    public String id() {
        return id;
    }

    /** Its secret. */
    public String secret() {
        return secret;
    }

    /** Whether it has that role. */
    public boolean may(String role) {
        return Set.of(roles.split(", ?")).contains(role);
    }

    /** A request that proves who it is. */
    public RequestSpecification request() {
        return this == TILL ? given().auth().preemptive().basic(encoded(id), encoded(secret))
                : given().auth().preemptive().basic(id, secret);
    }

    /** A name or secret as RFC 6749 §2.3.1 wants it in HTTP Basic. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
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
