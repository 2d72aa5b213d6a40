package io.wxsession.dev;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.config.AppConfig;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.FilterOrder;
import io.wxsession.simulator.WechatSimulator;

/** Runs the WeChat simulator in development: on a port of its own for the service, and on the main port for people. */
@ApplicationScoped
@IfBuildProfile("dev")
class DevSimulator {

    private final WechatSimulator simulator;
    private final WxsessionConfig config;
    private final int port;

    DevSimulator(Vertx vertx, WxsessionConfig config, DevAccountVerifier accounts,
            @ConfigProperty(name = "simulator.port") int port) {
        Map<String, String> secrets = config.apps().values().stream()
                .collect(Collectors.toMap(AppConfig::appId, app -> app.appSecret().value()));
        this.simulator = new WechatSimulator(vertx, secrets);
        this.config = config;
        this.port = port;
        accounts.mount(simulator.router());
    }

    void start(@Observes StartupEvent start) {
        simulator.listen(port).onSuccess(actual -> Log.infof("WeChat is simulated on port %d", actual))
                .onFailure(failure -> Log.errorf("WeChat cannot be simulated on port %d: %s", port, failure.getMessage()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, FilterOrder.SIMULATOR);
    }

    private void pass(RoutingContext context) {
        if (context.normalizedPath().startsWith("/simulator")) {
            pushTo("http://127.0.0.1:" + context.request().localAddress().port());
            simulator.router().handle(context.request());
        } else {
            context.next();
        }
    }

    /** Configures the message push, as an operator does at WeChat. */
    private void pushTo(String service) {
        config.apps().values().forEach(app -> app.pushToken().ifPresent(token -> simulator.pushTo(app.appId(),
                service + "/wechat/events/" + app.appId(), token.value(), app.pushAesKey().map(Secret::value).orElse(null))));
    }

    void stop(@Observes ShutdownEvent stop) {
        simulator.close();
    }
}
