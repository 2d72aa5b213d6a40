package io.wxsession.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.SimulatedApps.SimulatedApp;

/** What the phones of the simulated users do. */
final class PhoneRoutes {

    void mount(Router router, ControlRoutes control) {
        router.post("/simulator/phones/:phone/login").handler(control.order(PhoneRoutes::login));
        router.get("/simulator/phones/:phone/check-session").handler(control.order(PhoneRoutes::checkSession));
        router.put("/simulator/phones/:phone/user").handler(control.order(PhoneRoutes::signIn));
        router.post("/simulator/phones/:phone/phone-code").handler(control.order(PhoneRoutes::phoneCode));
        router.post("/simulator/phones/:phone/encrypt").handler(control.order(PhoneRoutes::encrypt));
    }

    private static void login(ControlRequest request) {
        SimulatedApp app = request.app();
        request.state().visitors().add(app.id(), request.openid());
        request.state().keys().login(request.openid());
        request.state().phones().loggedIn(request.path("phone"), request.openid(),
                request.state().keys().current(request.openid()));
        request.answer(new JsonObject().put("code", request.state().codes().issue(app.id(), request.user())));
    }

    /** What {@code wx.checkSession} finds: whether the key of the last login of whoever is on the phone is alive. */
    private static void checkSession(ControlRequest request) {
        SimulatorState state = request.state();
        String openid = request.openid();
        boolean valid = state.keys().isAlive(openid)
                && state.phones().lastLoginGave(request.path("phone"), openid, state.keys().current(openid));
        request.answer(new JsonObject().put("valid", valid));
    }

    private static void signIn(ControlRequest request) {
        request.state().phones().signIn(request.path("phone"), request.required("user"));
        request.done();
    }

    private static void phoneCode(ControlRequest request) {
        request.answer(new JsonObject().put("code",
                request.state().phoneCodes().issue(request.app().id(), request.user())));
    }

    private static void encrypt(ControlRequest request) {
        SimulatorState state = request.state();
        request.answer(new OpenDataOrder(request.app(), request.user(), state.keys(), state.clock().now(), request.body())
                .fill());
    }
}
