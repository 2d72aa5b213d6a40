package io.wxsession.simulator;

import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.Faults.Order;

/** Sends WeChat's answers, and lets go wrong what was ordered to. */
final class FaultyAnswers {

    private final Vertx vertx;
    private final Faults faults;
    private final CallLog calls;
    private final WechatErrors errors;
    private final SimulatorClock clock;

    FaultyAnswers(Vertx vertx, Faults faults, CallLog calls, WechatErrors errors, SimulatorClock clock) {
        this.vertx = vertx;
        this.faults = faults;
        this.calls = calls;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * Answers a call.
     *
     * @param process does what the call asks for and gives the right answer, or throws {@link Refused}; not run if the fault
     *        comes before
     */
    void send(RoutingContext context, Endpoint endpoint, String appId, Supplier<JsonObject> process) {
        Optional<Order> order = faults.take(endpoint.path(), appId);
        calls.add(new CallLog.Call(endpoint.path(), appId, order.map(Order::fault).orElse(null), clock.now()));
        Dialect dialect = endpoint.dialect();
        if (order.isEmpty()) {
            dialect.send(context.response(), answer(dialect, process).toBuffer());
        } else if (order.get().errcode().isPresent()) {
            dialect.send(context.response(), errors.body(dialect, order.get().errcode().get()).toBuffer());
        } else {
            new Breakdown(vertx, context, dialect, order.get()).happen(() -> answer(dialect, process));
        }
    }

    /** What is not asked by the right method is not asked at all. */
    void refuseOtherMethods(Router router, Endpoint endpoint, int errcode) {
        router.route(endpoint.path()).handler(context -> send(context, endpoint, null, () -> {
            throw new Refused(errcode);
        }));
    }

    private JsonObject answer(Dialect dialect, Supplier<JsonObject> process) {
        try {
            return process.get();
        } catch (Refused refused) {
            return errors.body(dialect, refused.errcode());
        }
    }
}
