package io.wxsession.dev;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The account verifier in development: accepts any name with the password {@code secret}. */
@ApplicationScoped
@IfBuildProfile("dev")
class DevAccountVerifier {

    private static final String PASSWORD = "secret";

    void mount(Router router) {
        router.post("/accounts/verify").handler(BodyHandler.create(false)).handler(DevAccountVerifier::verify);
    }

    private static void verify(RoutingContext context) {
        JsonObject credentials = context.body().asJsonObject().getJsonObject("credentials");
        if (PASSWORD.equals(credentials.getValue("password")) && credentials.getValue("name") instanceof String name) {
            context.json(new JsonObject().put("accountId", name));
        } else {
            context.response().setStatusCode(403).end();
        }
    }
}
