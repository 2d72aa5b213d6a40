package io.wxsession.simulator.api;

import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.state.CallLog;
import io.wxsession.simulator.state.CallLog.LoggedCall;
import io.wxsession.simulator.state.FaultQueue;
import io.wxsession.simulator.state.FaultQueue.FaultRequest;
import io.wxsession.simulator.state.SimulatorClock;
import io.wxsession.simulator.state.SimulatorState;
import io.wxsession.simulator.state.WechatError;

/** Sends WeChat's responses, or the faults that were requested, and records the calls. */
final class ResponseSender {

    private final Vertx vertx;
    private final FaultQueue faults;
    private final CallLog calls;
    private final ErrorResponses errors;
    private final SimulatorClock clock;

    ResponseSender(Vertx vertx, SimulatorState state) {
        this.vertx = vertx;
        this.faults = state.faults();
        this.calls = state.calls();
        this.errors = new ErrorResponses(state.clock());
        this.clock = state.clock();
    }

    /**
     * Sends the response to a call.
     *
     * @param appId the AppID in the request or of its access_token, or null
     * @param process runs the call and gives the correct response, or throws {@link WechatError}; it does not run if the
     *        fault comes first
     */
    void send(RoutingContext context, Endpoint endpoint, String appId, Supplier<JsonObject> process) {
        Optional<FaultRequest> fault = faults.take(endpoint.path(), appId);
        calls.add(new LoggedCall(endpoint.path(), appId, fault.map(FaultRequest::fault).orElse(null), clock.now()));
        Dialect dialect = endpoint.dialect();
        if (fault.isEmpty()) {
            dialect.send(context.response(), run(dialect, process).toBuffer());
        } else if (fault.get().errcode().isPresent()) {
            dialect.send(context.response(), errors.body(dialect, fault.get().errcode().get()).toBuffer());
        } else {
            new FaultInjector(vertx, context, dialect, fault.get()).inject(() -> run(dialect, process));
        }
    }

    /** Refuses every method for which the router has no handler yet. */
    void refuseOtherMethods(Router router, Endpoint endpoint, int errcode) {
        router.route(endpoint.path()).handler(context -> send(context, endpoint, null, () -> {
            throw new WechatError(errcode);
        }));
    }

    private JsonObject run(Dialect dialect, Supplier<JsonObject> process) {
        try {
            return process.get();
        } catch (WechatError error) {
            return errors.body(dialect, error.errcode());
        }
    }
}
