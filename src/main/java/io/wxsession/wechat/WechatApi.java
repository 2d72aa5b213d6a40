package io.wxsession.wechat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

/**
 * WeChat's server API as it is on the wire. Answers are taken as bytes, for WeChat labels JSON as {@code text/plain} and its
 * gateways answer HTML; {@link WechatAnswers} makes sense of them.
 */
@RegisterRestClient(configKey = "wechat")
interface WechatApi {

    /**
     * Trades a login code for the user's identity and session_key.
     * WeChat documentation: 小程序登录凭证校验 (code2Session).
     */
    @GET
    @Path("/sns/jscode2session")
    Uni<RestResponse<byte[]>> jscode2session(@RestQuery("appid") String appId, @RestQuery("secret") String secret,
            @RestQuery("js_code") String code, @RestQuery("grant_type") String grantType);
}
