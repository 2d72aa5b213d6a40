package io.wxsession.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** What WeChat knows of its users, and does to them. */
final class UserRoutes {

    void mount(Router router, ControlRoutes control) {
        router.get("/simulator/users/:user").handler(control.handler(UserRoutes::describe));
        router.get("/simulator/users/:user/session-key").handler(control.handler(UserRoutes::sessionKey));
        router.delete("/simulator/users/:user/session-key").handler(control.handler(UserRoutes::expireKey));
        router.post("/simulator/users/:user/rotate-key").handler(control.handler(UserRoutes::rotateKey));
    }

    private static void describe(ControlRequest request) {
        String user = request.user();
        JsonObject answer = new JsonObject().put("user", user).put("openid", request.openid())
                .put("phoneNumber", SimulatedPhoneNumber.of(user).pure())
                .put("countryCode", SimulatedPhoneNumber.of(user).countryCode());
        request.respond(request.app().unionid() ? answer.put("unionid", WechatIds.unionid(user)) : answer);
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
