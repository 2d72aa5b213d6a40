package io.wxsession.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** What WeChat knows of its users, and does to them. */
final class UserRoutes {

    void mount(Router router, ControlRoutes control) {
        router.get("/simulator/users/:user").handler(control.order(UserRoutes::describe));
        router.get("/simulator/users/:user/session-key").handler(control.order(UserRoutes::sessionKey));
        router.delete("/simulator/users/:user/session-key").handler(control.order(UserRoutes::expireKey));
        router.post("/simulator/users/:user/rotate-key").handler(control.order(UserRoutes::rotateKey));
    }

    private static void describe(ControlRequest request) {
        String user = request.user();
        JsonObject answer = new JsonObject().put("user", user).put("openid", request.openid())
                .put("phoneNumber", PhoneNumber.of(user).pure()).put("countryCode", PhoneNumber.of(user).countryCode());
        request.answer(request.app().unionid() ? answer.put("unionid", Identities.unionid(user)) : answer);
    }

    private static void sessionKey(ControlRequest request) {
        request.answer(new JsonObject().put("sessionKey", request.state().keys().current(request.openid())));
    }

    private static void expireKey(ControlRequest request) {
        request.state().keys().expire(request.openid());
        request.done();
    }

    private static void rotateKey(ControlRequest request) {
        request.state().keys().rotate(request.openid());
        request.done();
    }
}
