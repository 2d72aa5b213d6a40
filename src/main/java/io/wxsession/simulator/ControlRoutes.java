package io.wxsession.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.wxsession.simulator.CallLog.Call;
import io.wxsession.simulator.SimulatedApps.SimulatedApp;

/** What people and tests do to WeChat and its phones, under {@code /simulator}. */
final class ControlRoutes {

    private final SimulatorState state;

    ControlRoutes(SimulatorState state) {
        this.state = state;
    }

    void mount(Router router) {
        router.route("/simulator*").handler(BodyHandler.create(false));
        router.post("/simulator/phones/:phone/login").handler(this::login);
        router.put("/simulator/phones/:phone/user").handler(this::signIn);
        router.get("/simulator/users/:user").handler(this::user);
        router.get("/simulator/users/:user/session-key").handler(this::sessionKey);
        router.post("/simulator/users/:user/rotate-key").handler(this::rotateKey);
        router.put("/simulator/apps/:app").handler(this::registerApp);
        router.put("/simulator/settings").handler(this::configure);
        router.post("/simulator/clock").handler(this::advanceClock);
        router.delete("/simulator/clock").handler(context -> {
            state.clock().reset();
            done(context);
        });
        router.get("/simulator/faults").handler(this::listFaults);
        router.put("/simulator/faults").handler(this::orderFault);
        router.delete("/simulator/faults").handler(context -> {
            state.faults().reset();
            done(context);
        });
        router.get("/simulator/calls").handler(this::listCalls);
        router.delete("/simulator/calls").handler(context -> {
            state.calls().reset();
            done(context);
        });
        router.delete("/simulator").handler(context -> {
            state.reset();
            done(context);
        });
        router.route("/simulator*").failureHandler(ControlRoutes::explain);
    }

    private void login(RoutingContext context) {
        SimulatedApp app = app(body(context).getString("appId"));
        String user = state.phones().userOn(context.pathParam("phone"));
        state.keys().login(Identities.openid(app.id(), user));
        json(context, new JsonObject().put("code", state.codes().issue(app.id(), user)));
    }

    private void signIn(RoutingContext context) {
        state.phones().signIn(context.pathParam("phone"), required(body(context), "user"));
        done(context);
    }

    private void user(RoutingContext context) {
        SimulatedApp app = app(context.request().getParam("appId"));
        String user = context.pathParam("user");
        JsonObject answer = new JsonObject().put("user", user).put("openid", Identities.openid(app.id(), user));
        json(context, app.unionid() ? answer.put("unionid", Identities.unionid(user)) : answer);
    }

    private void sessionKey(RoutingContext context) {
        json(context,
                new JsonObject().put("sessionKey", state.keys().current(openid(context, context.request().getParam("appId")))));
    }

    private void rotateKey(RoutingContext context) {
        state.keys().rotate(openid(context, body(context).getString("appId")));
        done(context);
    }

    private void registerApp(RoutingContext context) {
        JsonObject body = body(context);
        state.apps()
                .put(new SimulatedApp(context.pathParam("app"), required(body, "secret"), body.getBoolean("unionid", false)));
        done(context);
    }

    private void configure(RoutingContext context) {
        JsonObject body = body(context);
        if (body.containsKey("rotation")) {
            String rotation = body.getString("rotation").toUpperCase(Locale.ROOT).replace('-', '_');
            state.keys().configure(SessionKeys.Rotation.valueOf(rotation),
                    Duration.ofSeconds(body.getLong("rotationPeriodSeconds", 60L)));
        }
        if (body.containsKey("expiredCodeErrcode")) {
            state.codes().refuseExpiredWith(body.getInteger("expiredCodeErrcode"));
        }
        done(context);
    }

    private void advanceClock(RoutingContext context) {
        state.clock().advance(body(context).getLong("advanceSeconds"));
        json(context, new JsonObject().put("now", state.clock().now().toString()));
    }

    private void listFaults(RoutingContext context) {
        JsonArray known = new JsonArray();
        Arrays.stream(Fault.values()).forEach(fault -> known.add(
                new JsonObject().put("fault", fault.word()).put("description", fault.description())));
        JsonArray pending = new JsonArray();
        state.faults().pending().forEach(order -> pending.add(new JsonObject().put("path", order.path())
                .put("fault", order.fault()).put("times", order.times()).put("appId", order.appId())));
        json(context, new JsonObject().put("pending", pending).put("known", known));
    }

    private void orderFault(RoutingContext context) {
        JsonObject body = body(context);
        Faults.Order order = new Faults.Order(required(body, "path"), required(body, "fault"), body.getInteger("times", 0),
                body.getString("appId"), body.getDouble("delaySeconds", 5.0));
        if (order.errcode().isEmpty() && Fault.byWord(order.fault()).isEmpty()) {
            throw new IllegalArgumentException("no such fault, see GET /simulator/faults");
        }
        state.faults().add(order);
        done(context);
    }

    private void listCalls(RoutingContext context) {
        List<Call> calls = state.calls().list(context.request().getParam("path"), context.request().getParam("appId"));
        JsonArray list = new JsonArray();
        calls.forEach(call -> list.add(new JsonObject().put("path", call.path()).put("appId", call.appId())
                .put("fault", call.fault()).put("at", call.at().toString())));
        json(context, new JsonObject().put("count", calls.size()).put("calls", list));
    }

    private String openid(RoutingContext context, String appId) {
        return Identities.openid(app(appId).id(), context.pathParam("user"));
    }

    private SimulatedApp app(String appId) {
        return state.apps().resolve(appId).orElseThrow(() -> new IllegalArgumentException(
                appId == null ? "appId is required, there are several apps" : "no such app"));
    }

    private static JsonObject body(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    private static String required(JsonObject body, String name) {
        String value = body.getString(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is required");
        }
        return value;
    }

    private static void explain(RoutingContext context) {
        String reason = context.failure() == null ? "not found" : String.valueOf(context.failure().getMessage());
        context.response().setStatusCode(400).putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", reason).toBuffer());
    }

    private static void json(RoutingContext context, JsonObject body) {
        context.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
    }

    private static void done(RoutingContext context) {
        context.response().setStatusCode(204).end();
    }
}
