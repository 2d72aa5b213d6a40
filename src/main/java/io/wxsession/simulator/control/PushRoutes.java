package io.wxsession.simulator.control;

import java.util.Map;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.crypto.RandomText;
import io.wxsession.simulator.state.PushTarget;

/** Makes WeChat push events to the server of an app, correct ones or manipulated ones. */
final class PushRoutes {

    private static final int ECHO_LENGTH = 19;

    private final PushSender sender;

    PushRoutes(PushSender sender) {
        this.sender = sender;
    }

    void mount(Router router, ControlRoutes control) {
        router.put("/simulator/apps/:app/push").handler(control.handler(PushRoutes::setTarget));
        router.post("/simulator/apps/:app/url-check").handler(control.handler(this::checkUrl));
        router.post("/simulator/users/:user/events").handler(control.handler(this::push));
    }

    private static void setTarget(ControlRequest request) {
        request.state().pushTargets().put(new PushTarget(request.app().id(), request.required("url"),
                request.required("token"), request.body().getString("aesKey")));
        request.respondNoContent();
    }

    private void checkUrl(ControlRequest request) {
        PushTarget target = request.state().pushTargets().of(request.app().id());
        String echo = RandomText.digits(ECHO_LENGTH);
        Map<String, String> query = SignedPushQuery.of(target, now(request), request.body()).plain();
        query.put("echostr", echo);
        sender.get(target, query).onSuccess(outcome -> request.respond(outcome.put("echostr", echo)))
                .onFailure(request.context()::fail);
    }

    /** Sends one event, once or in several copies. Each copy is signed and encrypted anew, unless {@code replay} is set. */
    private void push(ControlRequest request) {
        request.required("event");
        JsonObject options = request.body();
        PushTarget target = request.state().pushTargets().of(request.app().id());
        JsonObject event = WechatEvent.fields(target.appId(), request.openid(), now(request), options);
        Supplier<PushMessage> fresh = () -> PushMessage.of(target, event, now(request), options);
        PushMessage first = fresh.get();
        Supplier<PushMessage> message = options.getBoolean("replay", false) ? () -> first : fresh;
        deliver(target, message, options.getInteger("copies", 1), new JsonArray())
                .onSuccess(deliveries -> request.respond(new JsonObject().put("deliveries", deliveries)))
                .onFailure(request.context()::fail);
    }

    private Future<JsonArray> deliver(PushTarget target, Supplier<PushMessage> message, int copies, JsonArray deliveries) {
        if (copies <= 0) {
            return Future.succeededFuture(deliveries);
        }
        return sender.post(target, message.get())
                .compose(outcome -> deliver(target, message, copies - 1, deliveries.add(outcome)));
    }

    private static long now(ControlRequest request) {
        return request.state().clock().now().getEpochSecond();
    }
}
