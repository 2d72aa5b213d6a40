package io.wxsession.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.AppRegistry.SimulatedApp;

/** One order to the simulator. What it lacks is an {@link IllegalArgumentException}. */
record ControlRequest(RoutingContext context, SimulatorState state, JsonObject body) {

    static ControlRequest of(RoutingContext context, SimulatorState state) {
        JsonObject body = context.body().asJsonObject();
        return new ControlRequest(context, state, body == null ? new JsonObject() : body);
    }

    String pathParameter(String name) {
        return context.pathParam(name);
    }

    String required(String name) {
        String value = body.getString(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is required");
        }
        return value;
    }

    /** The app in the path, or that which the body or the query names, or the only one. */
    SimulatedApp app() {
        String inPath = pathParameter("app");
        String appId = inPath == null ? body.getString("appId", context.request().getParam("appId")) : inPath;
        return state.apps().resolve(appId).orElseThrow(() -> new IllegalArgumentException(
                appId == null ? "appId is required, there are several apps" : "no such app"));
    }

    /** The user in the path, or who is signed in on the phone in the path. */
    String user() {
        return pathParameter("user") == null ? state.phones().userOn(pathParameter("phone")) : pathParameter("user");
    }

    String openid() {
        return WechatIds.openid(app().id(), user());
    }

    void respond(JsonObject answer) {
        context.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
    }

    void respondNoContent() {
        context.response().setStatusCode(204).end();
    }
}
