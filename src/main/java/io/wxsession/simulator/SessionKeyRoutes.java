package io.wxsession.simulator;

import java.util.function.Function;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code /wxa/checksession} and {@code /wxa/resetusersessionkey}. WeChat documentation: 检验登录态, 重置登录态. Who asks proves
 * that it knows the key by signing nothing with it.
 */
final class SessionKeyRoutes {

    private static final Endpoint CHECK = Endpoint.api("/wxa/checksession");
    private static final Endpoint RESET = Endpoint.api("/wxa/resetusersessionkey");

    private final Visitors visitors;
    private final SessionKeys keys;
    private final AuthorizedCalls calls;
    private final FaultyAnswers answers;

    SessionKeyRoutes(SimulatorState state, AuthorizedCalls calls, FaultyAnswers answers) {
        this.visitors = state.visitors();
        this.keys = state.keys();
        this.calls = calls;
        this.answers = answers;
    }

    void mount(Router router) {
        router.get(CHECK.path()).handler(context -> answer(context, CHECK, openid -> new JsonObject()));
        answers.refuseOtherMethods(router, CHECK, WechatErrors.GET_REQUIRED);
        router.get(RESET.path()).handler(context -> answer(context, RESET,
                openid -> new JsonObject().put("openid", openid).put("session_key", keys.replace(openid))));
        answers.refuseOtherMethods(router, RESET, WechatErrors.GET_REQUIRED);
    }

    private void answer(RoutingContext context, Endpoint endpoint, Function<String, JsonObject> process) {
        MultiMap query = context.queryParams();
        calls.send(context, endpoint, appId -> {
            String openid = query.get("openid");
            if (!"hmac_sha256".equals(query.get("sig_method"))) {
                throw new Refused(WechatErrors.INVALID_SIGNATURE_METHOD);
            }
            if (!visitors.know(appId, openid)) {
                throw new Refused(WechatErrors.INVALID_OPENID);
            }
            if (!keys.isAlive(openid)) {
                throw new Refused(WechatErrors.NO_SESSION_KEY);
            }
            if (!Signatures.hmacSha256(keys.current(openid), "").equals(query.get("signature"))) {
                throw new Refused(WechatErrors.INVALID_SIGNATURE);
            }
            return process.apply(openid);
        });
    }
}
