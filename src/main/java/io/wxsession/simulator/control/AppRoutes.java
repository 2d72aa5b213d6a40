package io.wxsession.simulator.control;

import java.time.Duration;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.state.SimulatedApp;
import io.wxsession.simulator.state.SimulatedTokenSettings;

/** {@code /simulator/apps}: registers apps and changes their access_tokens. */
final class AppRoutes {

    void mount(Router router, ControlRoutes control) {
        router.put("/simulator/apps/:app").handler(control.handler(AppRoutes::register));
        router.put("/simulator/apps/:app/access-tokens").handler(control.handler(AppRoutes::configureTokens));
        router.delete("/simulator/apps/:app/access-tokens").handler(control.handler(AppRoutes::endTokens));
    }

    private static void register(ControlRequest request) {
        request.state().apps().put(new SimulatedApp(request.pathParameter("app"), request.required("secret"),
                request.body().getBoolean("unionid", false)));
        request.respondNoContent();
    }

    private static void configureTokens(ControlRequest request) {
        JsonObject body = request.body();
        SimulatedTokenSettings defaults = SimulatedTokenSettings.DEFAULT;
        request.state().accessTokens().configure(request.app().id(), new SimulatedTokenSettings(
                Duration.ofSeconds(body.getLong("lifetimeSeconds", defaults.lifetime().toSeconds())),
                body.getInteger("length", defaults.length())));
        request.respondNoContent();
    }

    private static void endTokens(ControlRequest request) {
        request.state().accessTokens().end(request.app().id());
        request.respondNoContent();
    }
}
