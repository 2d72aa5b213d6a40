package io.wxsession.simulator;

import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

/** WeChat's server API for mini-programs, played on this machine. */
public final class WechatSimulator {

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Router router;
    private final SimulatorState state;
    private HttpServer server;

    /**
     * A WeChat that knows these apps.
     *
     * @param appSecrets AppSecret by AppID
     */
    public WechatSimulator(Vertx vertx, Map<String, String> appSecrets) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        this.state = SimulatorState.of(appSecrets);
        ErrorResponses errors = new ErrorResponses(state.clock());
        ResponseSender responses = new ResponseSender(vertx, state.faults(), state.calls(), errors, state.clock());
        new CodeExchangeRoute(state, responses).mount(router);
        new AccessTokenRoutes(state, responses).mount(router);
        TokenProtectedCalls calls = new TokenProtectedCalls(state.accessTokens(), responses);
        new SessionKeyRoutes(state, calls, responses).mount(router);
        new PhoneNumberRoute(state, calls, responses).mount(router);
        new ControlRoutes(state, new PushSender(vertx)).mount(router);
    }

    /** Its routes, to be mounted in another server as well. */
    public Router router() {
        return router;
    }

    /** Pushes the events of an app to that address unless it was told another; without an AES key they are plain. */
    public void pushTo(String appId, String url, String token, String aesKey) {
        state.pushTargets().putIfAbsent(new PushTarget(appId, url, token, aesKey));
    }

    /**
     * Opens it to this machine.
     *
     * @param port where; 0 for any free port
     * @return the port
     */
    public Future<Integer> listen(int port) {
        server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(MAX_HEADER_BYTES));
        return server.requestHandler(router).listen(port, "127.0.0.1").map(HttpServer::actualPort);
    }

    /** Closes it. */
    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }
}
