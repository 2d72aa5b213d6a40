package io.wxsession.simulator.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.state.Errcode;
import io.wxsession.simulator.state.PhoneNumberCodes;
import io.wxsession.simulator.state.SimulatorClock;
import io.wxsession.simulator.state.SimulatorState;

/** {@code /wxa/business/getuserphonenumber}. WeChat documentation: 获取手机号. */
final class PhoneNumberRoute {

    private static final Endpoint ENDPOINT = Endpoint.api("/wxa/business/getuserphonenumber");

    private final SimulatorClock clock;
    private final PhoneNumberCodes codes;
    private final TokenProtectedCalls calls;
    private final ResponseSender responses;

    PhoneNumberRoute(SimulatorState state, TokenProtectedCalls calls, ResponseSender responses) {
        this.clock = state.clock();
        this.codes = state.phoneNumberCodes();
        this.calls = calls;
        this.responses = responses;
    }

    void mount(Router router) {
        RequestBodies.read(router.post(ENDPOINT.path()))
                .handler(context -> calls.send(context, ENDPOINT, appId -> exchange(context, appId)));
        responses.refuseOtherMethods(router, ENDPOINT, Errcode.POST_REQUIRED);
    }

    private JsonObject exchange(RoutingContext context, String appId) {
        JsonObject body = RequestBodies.json(context);
        String user = codes.exchange(appId, RequestBodies.text(body, "code"), RequestBodies.text(body, "openid"));
        JsonObject watermark = new JsonObject().put("timestamp", clock.now().getEpochSecond()).put("appid", appId);
        return new JsonObject().put("phone_info", SimulatedPhoneNumber.of(user).toJson(watermark));
    }
}
