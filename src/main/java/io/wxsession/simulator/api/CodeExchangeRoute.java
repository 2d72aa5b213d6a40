package io.wxsession.simulator.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.state.AppRegistry;
import io.wxsession.simulator.state.Errcode;
import io.wxsession.simulator.state.LoginCodes;
import io.wxsession.simulator.state.SimulatedApp;
import io.wxsession.simulator.state.SimulatedSessionKeys;
import io.wxsession.simulator.state.SimulatorState;
import io.wxsession.simulator.state.WechatError;

/**
 * {@code /sns/jscode2session}. WeChat documentation: 小程序登录凭证校验. Errors too have status 200 and type text/plain. The
 * parameters come from the query or a form; JSON is not read.
 */
final class CodeExchangeRoute {

    private static final Endpoint ENDPOINT = Endpoint.sns("/sns/jscode2session");

    private final AppRegistry apps;
    private final LoginCodes codes;
    private final SimulatedSessionKeys keys;
    private final ResponseSender responses;

    CodeExchangeRoute(SimulatorState state, ResponseSender responses) {
        this.apps = state.apps();
        this.codes = state.loginCodes();
        this.keys = state.sessionKeys();
        this.responses = responses;
    }

    void mount(Router router) {
        router.get(ENDPOINT.path()).handler(this::handle);
        RequestBodies.read(router.post(ENDPOINT.path())).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams());
        if (context.request().method() == HttpMethod.POST) {
            parameters.addAll(context.request().formAttributes());
        }
        responses.send(context, ENDPOINT, parameters.get("appid"), () -> exchange(parameters));
    }

    private JsonObject exchange(MultiMap parameters) {
        SimulatedApp app = apps.authenticate(parameters.get("appid"), parameters.get("secret"));
        String code = parameters.get("js_code");
        if (code == null || code.isEmpty()) {
            throw new WechatError(Errcode.CODE_MISSING);
        }
        String user = codes.exchange(app.id(), code);
        String openid = WechatIds.openid(app.id(), user);
        JsonObject session = new JsonObject().put("session_key", keys.current(openid)).put("openid", openid);
        return app.unionid() ? session.put("unionid", WechatIds.unionid(user)) : session;
    }
}
