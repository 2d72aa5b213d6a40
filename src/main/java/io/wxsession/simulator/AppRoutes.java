package io.wxsession.simulator;

import java.time.Duration;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.SimulatedApps.SimulatedApp;

/** What is set for an app at WeChat. */
final class AppRoutes {

    void mount(Router router, ControlRoutes control) {
        router.put("/simulator/apps/:app").handler(control.order(AppRoutes::register));
        router.put("/simulator/apps/:app/access-tokens").handler(control.order(AppRoutes::shapeTokens));
        router.delete("/simulator/apps/:app/access-tokens").handler(control.order(AppRoutes::endTokens));
    }

    private static void register(ControlRequest request) {
        request.state().apps().put(new SimulatedApp(request.path("app"), request.required("secret"),
                request.body().getBoolean("unionid", false)));
        request.done();
    }

    private static void shapeTokens(ControlRequest request) {
        JsonObject body = request.body();
        AccessTokenShape usual = AccessTokenShape.USUAL;
        request.state().tokens().shape(request.app().id(), new AccessTokenShape(
                Duration.ofSeconds(body.getLong("lifetimeSeconds", usual.lifetime().toSeconds())),
                body.getInteger("length", usual.length())));
        request.done();
    }

    private static void endTokens(ControlRequest request) {
        request.state().tokens().end(request.app().id());
        request.done();
    }
}
