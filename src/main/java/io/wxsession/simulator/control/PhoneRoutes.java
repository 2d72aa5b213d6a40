package io.wxsession.simulator.control;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.state.SimulatedApp;
import io.wxsession.simulator.state.SimulatorState;

/** {@code /simulator/phones}: what the mini-program on a phone gets from WeChat. */
final class PhoneRoutes {

    void mount(Router router, ControlRoutes control) {
        router.post("/simulator/phones/:phone/login").handler(control.handler(PhoneRoutes::login));
        router.get("/simulator/phones/:phone/check-session").handler(control.handler(PhoneRoutes::checkSession));
        router.put("/simulator/phones/:phone/user").handler(control.handler(PhoneRoutes::signIn));
        router.post("/simulator/phones/:phone/phone-code").handler(control.handler(PhoneRoutes::phoneNumberCode));
        router.post("/simulator/phones/:phone/encrypt").handler(control.handler(PhoneRoutes::encrypt));
    }

    private static void login(ControlRequest request) {
        SimulatedApp app = request.app();
        request.state().knownUsers().add(app.id(), request.openid());
        request.state().sessionKeys().login(request.openid());
        request.state().phones().loggedIn(request.pathParameter("phone"), request.openid(),
                request.state().sessionKeys().current(request.openid()));
        request.respond(new JsonObject().put("code", request.state().loginCodes().issue(app.id(), request.user())));
    }

    /** The result of {@code wx.checkSession}: whether the session_key of the last login on the phone is still valid. */
    private static void checkSession(ControlRequest request) {
        SimulatorState state = request.state();
        String openid = request.openid();
        boolean valid = state.sessionKeys().isAlive(openid)
                && state.phones().lastLoginGave(request.pathParameter("phone"), openid, state.sessionKeys().current(openid));
        request.respond(new JsonObject().put("valid", valid));
    }

    private static void signIn(ControlRequest request) {
        request.state().phones().signIn(request.pathParameter("phone"), request.required("user"));
        request.respondNoContent();
    }

    private static void phoneNumberCode(ControlRequest request) {
        request.respond(new JsonObject().put("code",
                request.state().phoneNumberCodes().issue(request.app().id(), request.user())));
    }

    private static void encrypt(ControlRequest request) {
        SimulatorState state = request.state();
        request.respond(
                new OpenDataBuilder(request.app(), request.user(), state.sessionKeys(), state.clock().now(), request.body())
                        .build());
    }
}
