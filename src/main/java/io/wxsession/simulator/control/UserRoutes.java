package io.wxsession.simulator.control;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.api.SimulatedPhoneNumber;
import io.wxsession.simulator.crypto.WechatIds;

/** {@code /simulator/users}: what WeChat knows about a user, and changes of the session_key. */
final class UserRoutes {

    void mount(Router router, ControlRoutes control) {
        router.get("/simulator/users/:user").handler(control.handler(UserRoutes::describe));
        router.get("/simulator/users/:user/session-key").handler(control.handler(UserRoutes::sessionKey));
        router.delete("/simulator/users/:user/session-key").handler(control.handler(UserRoutes::expireKey));
        router.post("/simulator/users/:user/rotate-key").handler(control.handler(UserRoutes::rotateKey));
    }

    private static void describe(ControlRequest request) {
        String user = request.user();
        SimulatedPhoneNumber number = SimulatedPhoneNumber.of(user);
        JsonObject response = new JsonObject().put("user", user).put("openid", request.openid())
                .put("phoneNumber", number.pure()).put("countryCode", number.countryCode());
        request.respond(request.app().unionid() ? response.put("unionid", WechatIds.unionid(user)) : response);
    }

    private static void sessionKey(ControlRequest request) {
        request.respond(new JsonObject().put("sessionKey", request.state().sessionKeys().current(request.openid())));
    }

    private static void expireKey(ControlRequest request) {
        request.state().sessionKeys().expire(request.openid());
        request.respondNoContent();
    }

    private static void rotateKey(ControlRequest request) {
        request.state().sessionKeys().rotate(request.openid());
        request.respondNoContent();
    }
}
