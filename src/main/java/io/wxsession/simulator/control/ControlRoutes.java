package io.wxsession.simulator.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.wxsession.simulator.state.CallLog.LoggedCall;
import io.wxsession.simulator.state.Fault;
import io.wxsession.simulator.state.FaultQueue.FaultRequest;
import io.wxsession.simulator.state.SimulatedSessionKeys.KeyRotation;
import io.wxsession.simulator.state.SimulatorState;

/** The control API under {@code /simulator}: settings, clock, faults and calls here, the rest in other classes. */
public final class ControlRoutes {

    private final SimulatorState state;
    private final PushSender sender;

    /** The control API of this state. */
    public ControlRoutes(Vertx vertx, SimulatorState state) {
        this.state = state;
        this.sender = new PushSender(vertx);
    }

    /** Adds the routes to a router. */
    public void mount(Router router) {
        router.route("/simulator*").handler(BodyHandler.create(false));
        router.put("/simulator/settings").handler(handler(this::configure));
        router.post("/simulator/clock").handler(handler(this::advanceClock));
        router.delete("/simulator/clock").handler(handler(request -> reset(request, state.clock()::reset)));
        router.get("/simulator/faults").handler(handler(this::listFaults));
        router.put("/simulator/faults").handler(handler(this::addFault));
        router.delete("/simulator/faults").handler(handler(request -> reset(request, state.faults()::reset)));
        router.get("/simulator/calls").handler(handler(this::listCalls));
        router.delete("/simulator/calls").handler(handler(request -> reset(request, state.calls()::reset)));
        router.delete("/simulator").handler(handler(request -> reset(request, state::reset)));
        new PhoneRoutes().mount(router, this);
        new UserRoutes().mount(router, this);
        new AppRoutes().mount(router, this);
        new PushRoutes(sender).mount(router, this);
        router.route("/simulator*").failureHandler(ControlRoutes::sendError);
    }

    /** The handler that passes a request to this action. */
    Handler<RoutingContext> handler(Consumer<ControlRequest> action) {
        return context -> action.accept(ControlRequest.of(context, state));
    }

    private static void reset(ControlRequest request, Runnable reset) {
        reset.run();
        request.respondNoContent();
    }

    private void configure(ControlRequest request) {
        JsonObject body = request.body();
        if (body.containsKey("rotation")) {
            String rotation = body.getString("rotation").toUpperCase(Locale.ROOT).replace('-', '_');
            state.sessionKeys().configure(KeyRotation.valueOf(rotation),
                    Duration.ofSeconds(body.getLong("rotationPeriodSeconds", 60L)));
        }
        if (body.containsKey("expiredCodeErrcode")) {
            state.loginCodes().refuseExpiredWith(body.getInteger("expiredCodeErrcode"));
        }
        request.respondNoContent();
    }

    private void advanceClock(ControlRequest request) {
        state.clock().advance(request.body().getLong("advanceSeconds"));
        request.respond(new JsonObject().put("now", state.clock().now().toString()));
    }

    private void listFaults(ControlRequest request) {
        JsonArray known = new JsonArray();
        Arrays.stream(Fault.values()).forEach(fault -> known.add(
                new JsonObject().put("fault", fault.word()).put("description", fault.description())));
        JsonArray pending = new JsonArray();
        state.faults().pending().forEach(fault -> pending.add(new JsonObject().put("path", fault.path())
                .put("fault", fault.fault()).put("times", fault.times()).put("appId", fault.appId())));
        request.respond(new JsonObject().put("pending", pending).put("known", known));
    }

    private void addFault(ControlRequest request) {
        JsonObject body = request.body();
        FaultRequest fault = new FaultRequest(request.required("path"), request.required("fault"),
                body.getInteger("times", 0), body.getString("appId"), body.getDouble("delaySeconds", 5.0),
                body.containsKey("seconds") ? state.clock().now().plusSeconds(body.getLong("seconds")) : Instant.MAX);
        if (fault.errcode().isEmpty() && Fault.byWord(fault.fault()).isEmpty()) {
            throw new IllegalArgumentException("no such fault, see GET /simulator/faults");
        }
        state.faults().add(fault);
        request.respondNoContent();
    }

    private void listCalls(ControlRequest request) {
        RoutingContext context = request.context();
        List<LoggedCall> calls = state.calls().list(context.request().getParam("path"), context.request().getParam("appId"));
        JsonArray list = new JsonArray();
        calls.forEach(call -> list.add(new JsonObject().put("path", call.path()).put("appId", call.appId())
                .put("fault", call.fault()).put("at", call.at().toString())));
        request.respond(new JsonObject().put("count", calls.size()).put("calls", list));
    }

    private static void sendError(RoutingContext context) {
        String reason = context.failure() == null ? "not found" : String.valueOf(context.failure().getMessage());
        context.response().setStatusCode(400).putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", reason).toBuffer());
    }
}
