package io.wxsession.simulator.control;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.state.SimulatedApp;
import io.wxsession.simulator.state.SimulatorState;

/** A request to the control API. Reading a missing value throws {@link IllegalArgumentException}. */
record ControlRequest(RoutingContext context, SimulatorState state, JsonObject body) {

    static ControlRequest of(RoutingContext context, SimulatorState state) {
        JsonObject body = context.body().asJsonObject();
        return new ControlRequest(context, state, body == null ? new JsonObject() : body);
    }

    String pathParameter(String name) {
        return context.pathParam(name);
    }

    /** A string in the body that must not be empty. */
    String required(String name) {
        String value = body.getString(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is required");
        }
        return value;
    }

    /** The app in the path, the body or the query; without any, the only registered app. */
    SimulatedApp app() {
        String fromPath = pathParameter("app");
        String appId = fromPath == null ? body.getString("appId", context.request().getParam("appId")) : fromPath;
        return state.apps().resolve(appId).orElseThrow(() -> new IllegalArgumentException(
                appId == null ? "appId is required, there are several apps" : "no such app"));
    }

    /** The user in the path, or the user on the phone in the path. */
    String user() {
        return pathParameter("user") == null ? state.phones().userOn(pathParameter("phone")) : pathParameter("user");
    }

    /** The openid of the user in the app. */
    String openid() {
        return WechatIds.openid(app().id(), user());
    }

    /** Responds 200 with a JSON object. */
    void respond(JsonObject response) {
        context.response().putHeader("Content-Type", "application/json").end(response.toBuffer());
    }

    /** Responds 204. */
    void respondNoContent() {
        context.response().setStatusCode(204).end();
    }
}
