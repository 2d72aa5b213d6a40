package io.wxsession.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code /wxa/business/getuserphonenumber}. WeChat documentation: 获取手机号. */
final class PhoneNumberRoute {

    private static final Endpoint ENDPOINT = Endpoint.api("/wxa/business/getuserphonenumber");

    private final SimulatorClock clock;
    private final PhoneCodes codes;
    private final AuthorizedCalls calls;
    private final FaultyAnswers answers;

    PhoneNumberRoute(SimulatorState state, AuthorizedCalls calls, FaultyAnswers answers) {
        this.clock = state.clock();
        this.codes = state.phoneCodes();
        this.calls = calls;
        this.answers = answers;
    }

    void mount(Router router) {
        PostBody.read(router.post(ENDPOINT.path()))
                .handler(context -> calls.send(context, ENDPOINT, appId -> exchange(context, appId)));
        answers.refuseOtherMethods(router, ENDPOINT, WechatErrors.POST_REQUIRED);
    }

    private JsonObject exchange(RoutingContext context, String appId) {
        JsonObject body = PostBody.json(context);
        String user = codes.exchange(appId, PostBody.text(body, "code"), PostBody.text(body, "openid"));
        JsonObject watermark = new JsonObject().put("timestamp", clock.now().getEpochSecond()).put("appid", appId);
        return new JsonObject().put("phone_info", PhoneNumber.of(user).toJson(watermark));
    }
}
