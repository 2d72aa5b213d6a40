package io.wxsession.simulator.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.state.SimulatorState;

/** All endpoints of the simulated WeChat. */
public final class WechatRoutes {

    private final Vertx vertx;
    private final SimulatorState state;

    /** The endpoints with this state behind them. */
    public WechatRoutes(Vertx vertx, SimulatorState state) {
        this.vertx = vertx;
        this.state = state;
    }

    /** Adds the routes to a router. */
    public void mount(Router router) {
        ResponseSender responses = new ResponseSender(vertx, state);
        TokenProtectedCalls calls = new TokenProtectedCalls(state.accessTokens(), responses);
        new CodeExchangeRoute(state, responses).mount(router);
        new AccessTokenRoutes(state, responses).mount(router);
        new SessionKeyRoutes(state, calls, responses).mount(router);
        new PhoneNumberRoute(state, calls, responses).mount(router);
    }
}
