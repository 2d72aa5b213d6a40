package io.wxsession.simulator.api;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.state.AppRegistry;
import io.wxsession.simulator.state.Errcode;
import io.wxsession.simulator.state.SimulatedAccessTokens;
import io.wxsession.simulator.state.SimulatedAccessTokens.Grant;
import io.wxsession.simulator.state.SimulatorState;
import io.wxsession.simulator.state.WechatError;

/**
 * {@code /cgi-bin/token} and {@code /cgi-bin/stable_token}. WeChat documentation: 获取接口调用凭据, 获取稳定版接口调用凭据.
 */
final class AccessTokenRoutes {

    private static final Endpoint PLAIN = Endpoint.api("/cgi-bin/token");
    private static final Endpoint STABLE = Endpoint.api("/cgi-bin/stable_token");

    private final AppRegistry apps;
    private final SimulatedAccessTokens tokens;
    private final ResponseSender responses;

    AccessTokenRoutes(SimulatorState state, ResponseSender responses) {
        this.apps = state.apps();
        this.tokens = state.accessTokens();
        this.responses = responses;
    }

    void mount(Router router) {
        router.get(PLAIN.path()).handler(this::plain);
        responses.refuseOtherMethods(router, PLAIN, Errcode.GET_REQUIRED);
        RequestBodies.read(router.post(STABLE.path())).handler(this::stable);
        responses.refuseOtherMethods(router, STABLE, Errcode.POST_REQUIRED);
    }

    private void plain(RoutingContext context) {
        MultiMap query = context.queryParams();
        responses.send(context, PLAIN, query.get("appid"),
                () -> body(tokens.plain(authenticate(query.get("grant_type"), query.get("appid"), query.get("secret")))));
    }

    private void stable(RoutingContext context) {
        responses.send(context, STABLE, appIdIn(context), () -> {
            JsonObject body = RequestBodies.json(context);
            Object force = body.getValue("force_refresh", false);
            if (!(force instanceof Boolean)) {
                throw new WechatError(Errcode.MALFORMED_BODY);
            }
            String appId = authenticate(RequestBodies.text(body, "grant_type"), RequestBodies.text(body, "appid"),
                    RequestBodies.text(body, "secret"));
            return body((boolean) force ? tokens.forced(appId) : tokens.stable(appId));
        });
    }

    private static String appIdIn(RoutingContext context) {
        try {
            return RequestBodies.text(RequestBodies.json(context), "appid");
        } catch (WechatError unreadable) {
            return null;
        }
    }

    private String authenticate(String grantType, String appId, String secret) {
        if (!"client_credential".equals(grantType)) {
            throw new WechatError(Errcode.INVALID_GRANT_TYPE);
        }
        return apps.authenticate(appId, secret).id();
    }

    private static JsonObject body(Grant grant) {
        return new JsonObject().put("access_token", grant.token()).put("expires_in", grant.expiresIn());
    }
}
