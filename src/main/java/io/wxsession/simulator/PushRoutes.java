package io.wxsession.simulator;

import java.util.Map;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** Lets WeChat push events to the app's server, rightly or as attackers and accidents do. */
final class PushRoutes {

    private static final int ECHO_LENGTH = 19;

    private final PushSender sender;

    PushRoutes(PushSender sender) {
        this.sender = sender;
    }

    void mount(Router router, ControlRoutes control) {
        router.put("/simulator/apps/:app/push").handler(control.handler(PushRoutes::listen));
        router.post("/simulator/apps/:app/url-check").handler(control.handler(this::checkUrl));
        router.post("/simulator/users/:user/events").handler(control.handler(this::push));
    }

    private static void listen(ControlRequest request) {
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

    /** Each copy is the same event, signed and encrypted anew; a replay is the same to the last byte. */
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
