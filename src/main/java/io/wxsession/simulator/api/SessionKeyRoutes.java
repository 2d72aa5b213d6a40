package io.wxsession.simulator.api;

import java.util.function.Function;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.crypto.WechatSignatures;
import io.wxsession.simulator.state.Errcode;
import io.wxsession.simulator.state.KnownUsers;
import io.wxsession.simulator.state.SimulatedSessionKeys;
import io.wxsession.simulator.state.SimulatorState;
import io.wxsession.simulator.state.WechatError;

/**
 * {@code /wxa/checksession} and {@code /wxa/resetusersessionkey}. WeChat documentation: 检验登录态, 重置登录态. The caller proves
 * that it knows the session_key: it signs the empty text with it.
 */
final class SessionKeyRoutes {

    private static final Endpoint CHECK = Endpoint.api("/wxa/checksession");
    private static final Endpoint RESET = Endpoint.api("/wxa/resetusersessionkey");

    private final KnownUsers knownUsers;
    private final SimulatedSessionKeys keys;
    private final TokenProtectedCalls calls;
    private final ResponseSender responses;

    SessionKeyRoutes(SimulatorState state, TokenProtectedCalls calls, ResponseSender responses) {
        this.knownUsers = state.knownUsers();
        this.keys = state.sessionKeys();
        this.calls = calls;
        this.responses = responses;
    }

    void mount(Router router) {
        router.get(CHECK.path()).handler(context -> respond(context, CHECK, openid -> new JsonObject()));
        responses.refuseOtherMethods(router, CHECK, Errcode.GET_REQUIRED);
        router.get(RESET.path()).handler(context -> respond(context, RESET,
                openid -> new JsonObject().put("openid", openid).put("session_key", keys.replace(openid))));
        responses.refuseOtherMethods(router, RESET, Errcode.GET_REQUIRED);
    }

    private void respond(RoutingContext context, Endpoint endpoint, Function<String, JsonObject> process) {
        MultiMap query = context.queryParams();
        calls.send(context, endpoint, appId -> {
            String openid = query.get("openid");
            if (!"hmac_sha256".equals(query.get("sig_method"))) {
                throw new WechatError(Errcode.INVALID_SIGNATURE_METHOD);
            }
            if (!knownUsers.contains(appId, openid)) {
                throw new WechatError(Errcode.INVALID_OPENID);
            }
            if (!keys.isAlive(openid)) {
                throw new WechatError(Errcode.NO_SESSION_KEY);
            }
            if (!WechatSignatures.hmacSha256(keys.current(openid), "").equals(query.get("signature"))) {
                throw new WechatError(Errcode.INVALID_SIGNATURE);
            }
            return process.apply(openid);
        });
    }
}
