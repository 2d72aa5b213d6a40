package io.wxsession.simulator;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.AccessTokens.Grant;

/**
 * {@code /cgi-bin/token} and {@code /cgi-bin/stable_token}. WeChat documentation: 获取接口调用凭据, 获取稳定版接口调用凭据.
 */
final class AccessTokenRoutes {

    private static final Endpoint PLAIN = Endpoint.api("/cgi-bin/token");
    private static final Endpoint STABLE = Endpoint.api("/cgi-bin/stable_token");

    private final SimulatedApps apps;
    private final AccessTokens tokens;
    private final FaultyAnswers answers;

    AccessTokenRoutes(SimulatorState state, FaultyAnswers answers) {
        this.apps = state.apps();
        this.tokens = state.tokens();
        this.answers = answers;
    }

    void mount(Router router) {
        router.get(PLAIN.path()).handler(this::plain);
        answers.refuseOtherMethods(router, PLAIN, WechatErrors.GET_REQUIRED);
        PostBody.read(router.post(STABLE.path())).handler(this::stable);
        answers.refuseOtherMethods(router, STABLE, WechatErrors.POST_REQUIRED);
    }

    private void plain(RoutingContext context) {
        MultiMap query = context.queryParams();
        answers.send(context, PLAIN, query.get("appid"),
                () -> body(tokens.plain(authenticate(query.get("grant_type"), query.get("appid"), query.get("secret")))));
    }

    private void stable(RoutingContext context) {
        answers.send(context, STABLE, appIdIn(context), () -> {
            JsonObject body = PostBody.json(context);
            Object force = body.getValue("force_refresh", false);
            if (!(force instanceof Boolean)) {
                throw new Refused(WechatErrors.MALFORMED_BODY);
            }
            String appId = authenticate(PostBody.text(body, "grant_type"), PostBody.text(body, "appid"),
                    PostBody.text(body, "secret"));
            return body((boolean) force ? tokens.forced(appId) : tokens.stable(appId));
        });
    }

    private static String appIdIn(RoutingContext context) {
        try {
            return PostBody.text(PostBody.json(context), "appid");
        } catch (Refused unreadable) {
            return null;
        }
    }

    private String authenticate(String grantType, String appId, String secret) {
        if (!"client_credential".equals(grantType)) {
            throw new Refused(WechatErrors.INVALID_GRANT_TYPE);
        }
        return apps.authenticate(appId, secret).id();
    }

    private static JsonObject body(Grant grant) {
        return new JsonObject().put("access_token", grant.token()).put("expires_in", grant.expiresIn());
    }
}
