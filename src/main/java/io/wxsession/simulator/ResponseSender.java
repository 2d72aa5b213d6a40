package io.wxsession.simulator;

import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.FaultQueue.FaultRequest;

/** Sends WeChat's answers, and lets go wrong what was ordered to. */
final class ResponseSender {

    private final Vertx vertx;
    private final FaultQueue faults;
    private final CallLog calls;
    private final ErrorResponses errors;
    private final SimulatorClock clock;

    ResponseSender(Vertx vertx, FaultQueue faults, CallLog calls, ErrorResponses errors, SimulatorClock clock) {
        this.vertx = vertx;
        this.faults = faults;
        this.calls = calls;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * Answers a call.
     *
     * @param process does what the call asks for and gives the right answer, or throws {@link WechatError}; not run if the
     *        fault
     *        comes before
     */
    void send(RoutingContext context, Endpoint endpoint, String appId, Supplier<JsonObject> process) {
        Optional<FaultRequest> order = faults.take(endpoint.path(), appId);
        calls.add(new CallLog.LoggedCall(endpoint.path(), appId, order.map(FaultRequest::fault).orElse(null), clock.now()));
        Dialect dialect = endpoint.dialect();
        if (order.isEmpty()) {
            dialect.send(context.response(), answer(dialect, process).toBuffer());
        } else if (order.get().errcode().isPresent()) {
            dialect.send(context.response(), errors.body(dialect, order.get().errcode().get()).toBuffer());
        } else {
            new FaultInjector(vertx, context, dialect, order.get()).happen(() -> answer(dialect, process));
        }
    }

    /** What is not asked by the right method is not asked at all. */
    void refuseOtherMethods(Router router, Endpoint endpoint, int errcode) {
        router.route(endpoint.path()).handler(context -> send(context, endpoint, null, () -> {
            throw new WechatError(errcode);
        }));
    }

    private JsonObject answer(Dialect dialect, Supplier<JsonObject> process) {
        try {
            return process.get();
        } catch (WechatError refused) {
            return errors.body(dialect, refused.errcode());
        }
    }
}
