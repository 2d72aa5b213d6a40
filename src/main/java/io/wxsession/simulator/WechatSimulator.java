package io.wxsession.simulator;

import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.wxsession.simulator.api.WechatRoutes;
import io.wxsession.simulator.control.ControlRoutes;
import io.wxsession.simulator.state.PushTarget;
import io.wxsession.simulator.state.SimulatorState;

/** A simulator of WeChat's server API for mini-programs. */
public final class WechatSimulator {

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Router router;
    private final SimulatorState state;
    private HttpServer server;

    /**
     * A simulator in which these apps are registered.
     *
     * @param appSecrets AppSecret by AppID
     */
    public WechatSimulator(Vertx vertx, Map<String, String> appSecrets) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        this.state = SimulatorState.of(appSecrets);
        new WechatRoutes(vertx, state).mount(router);
        new ControlRoutes(vertx, state).mount(router);
    }

    /** All routes, so that another server can serve them too. */
    public Router router() {
        return router;
    }

    /**
     * Sets where the events of an app are pushed to, unless the app has a push target.
     *
     * @param token the secret of the signatures
     * @param aesKey 43 characters of base64, or null if pushes are not encrypted
     */
    public void pushTo(String appId, String url, String token, String aesKey) {
        state.pushTargets().putIfAbsent(new PushTarget(appId, url, token, aesKey));
    }

    /**
     * Starts the server on 127.0.0.1.
     *
     * @param port the port; 0 for any free port
     * @return the port that was opened
     */
    public Future<Integer> listen(int port) {
        server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(MAX_HEADER_BYTES));
        return server.requestHandler(router).listen(port, "127.0.0.1").map(HttpServer::actualPort);
    }

    /** Stops the server. */
    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }
}
