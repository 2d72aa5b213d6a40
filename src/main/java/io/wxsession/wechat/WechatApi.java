package io.wxsession.wechat;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

/**
 * WeChat's server API on the wire. Responses are read as bytes, because WeChat labels JSON as {@code text/plain} and its
 * gateways send HTML. {@link WechatResponse} parses them.
 */
@RegisterRestClient(configKey = "wechat")
interface WechatApi {

    /**
     * Exchanges a login code for the user's openid and session_key.
     * WeChat documentation: 小程序登录凭证校验 (code2Session).
     */
    @GET
    @Path("/sns/jscode2session")
    Uni<RestResponse<byte[]>> jscode2session(@RestQuery("appid") String appId, @RestQuery("secret") String secret,
            @RestQuery("js_code") String code, @RestQuery("grant_type") String grantType);

    /**
     * The app's access token. A repeated call returns the same token.
     * WeChat documentation: 获取稳定版接口调用凭据 (getStableAccessToken).
     */
    @POST
    @Path("/cgi-bin/stable_token")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<RestResponse<byte[]>> stableToken(byte[] body);

    /** Exchanges a phone code for the phone number. WeChat documentation: 获取手机号 (getPhoneNumber). */
    @POST
    @Path("/wxa/business/getuserphonenumber")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<RestResponse<byte[]>> phoneNumber(@RestQuery("access_token") String accessToken, byte[] body);

    /** Checks whether a session_key is valid. WeChat documentation: 检验登录态 (checkSessionKey). */
    @GET
    @Path("/wxa/checksession")
    Uni<RestResponse<byte[]>> checkSession(@RestQuery("access_token") String accessToken, @RestQuery("openid") String openid,
            @RestQuery("signature") String signature, @RestQuery("sig_method") String method);

    /** Replaces the session_key of the user. WeChat documentation: 重置登录态 (ResetUserSessionKey). */
    @GET
    @Path("/wxa/resetusersessionkey")
    Uni<RestResponse<byte[]>> resetSessionKey(@RestQuery("access_token") String accessToken, @RestQuery("openid") String openid,
            @RestQuery("signature") String signature, @RestQuery("sig_method") String method);
}
