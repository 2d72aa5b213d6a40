package io.wxsession.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.wxsession.simulator.SimulatedApps.SimulatedApp;

/**
 * {@code /sns/jscode2session}. WeChat documentation: 小程序登录凭证校验. Answers 200 and text/plain whatever the outcome, and
 * takes its parameters from the query or a form, but not from JSON.
 */
final class CodeExchangeRoute {

    private static final String PATH = "/sns/jscode2session";

    private final SimulatedApps apps;
    private final LoginCodes codes;
    private final SessionKeys keys;
    private final WechatErrors errors;
    private final FaultyAnswers answers;

    CodeExchangeRoute(SimulatedApps apps, LoginCodes codes, SessionKeys keys, WechatErrors errors, FaultyAnswers answers) {
        this.apps = apps;
        this.codes = codes;
        this.keys = keys;
        this.errors = errors;
        this.answers = answers;
    }

    void mount(Router router) {
        router.get(PATH).handler(this::handle);
        router.post(PATH).handler(BodyHandler.create(false)).handler(CodeExchangeRoute::refuseChunked).handler(this::handle);
    }

    /** WeChat's gateway wants to know the length of a body. */
    private static void refuseChunked(RoutingContext context) {
        if (context.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            context.response().setStatusCode(412).end();
        } else {
            context.next();
        }
    }

    private void handle(RoutingContext context) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams());
        if (context.request().method() == HttpMethod.POST) {
            parameters.addAll(context.request().formAttributes());
        }
        answers.send(context, PATH, parameters.get("appid"), () -> exchange(parameters));
    }

    private JsonObject exchange(MultiMap parameters) {
        String appId = parameters.get("appid");
        String secret = parameters.get("secret");
        String code = parameters.get("js_code");
        if (isAbsent(appId)) {
            return errors.body(WechatErrors.APPID_MISSING);
        }
        if (isAbsent(secret)) {
            return errors.body(WechatErrors.SECRET_MISSING);
        }
        if (isAbsent(code)) {
            return errors.body(WechatErrors.CODE_MISSING);
        }
        return apps.byId(appId)
                .map(app -> app.secret().equals(secret) ? exchange(app, code) : errors.body(WechatErrors.INVALID_SECRET))
                .orElseGet(() -> errors.body(WechatErrors.INVALID_APPID));
    }

    private JsonObject exchange(SimulatedApp app, String code) {
        LoginCodes.Lookup lookup = codes.exchange(app.id(), code);
        if (lookup instanceof LoginCodes.Bad bad) {
            return errors.body(bad.errcode());
        }
        String user = ((LoginCodes.Good) lookup).user();
        String openid = Identities.openid(app.id(), user);
        JsonObject session = new JsonObject().put("session_key", keys.current(openid)).put("openid", openid);
        return app.unionid() ? session.put("unionid", Identities.unionid(user)) : session;
    }

    private static boolean isAbsent(String parameter) {
        return parameter == null || parameter.isEmpty();
    }
}
