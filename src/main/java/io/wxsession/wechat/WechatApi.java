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
 * WeChat's server API as it is on the wire. Answers are taken as bytes, for WeChat labels JSON as {@code text/plain} and its
 * gateways answer HTML; {@link WechatResponse} makes sense of them.
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

    /**
     * The app's access token; asking again gives the same one.
     * WeChat documentation: 获取稳定版接口调用凭据 (getStableAccessToken).
     */
    @POST
    @Path("/cgi-bin/stable_token")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<RestResponse<byte[]>> stableToken(byte[] body);

    /** Trades a phone code for the number. WeChat documentation: 获取手机号 (getPhoneNumber). */
    @POST
    @Path("/wxa/business/getuserphonenumber")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    Uni<RestResponse<byte[]>> phoneNumber(@RestQuery("access_token") String accessToken, byte[] body);

    /** Whether a session_key is alive. WeChat documentation: 检验登录态 (checkSessionKey). */
    @GET
    @Path("/wxa/checksession")
    Uni<RestResponse<byte[]>> checkSession(@RestQuery("access_token") String accessToken, @RestQuery("openid") String openid,
            @RestQuery("signature") String signature, @RestQuery("sig_method") String method);

    /** Gives the user a new session_key. WeChat documentation: 重置登录态 (ResetUserSessionKey). */
    @GET
    @Path("/wxa/resetusersessionkey")
    Uni<RestResponse<byte[]>> resetSessionKey(@RestQuery("access_token") String accessToken, @RestQuery("openid") String openid,
            @RestQuery("signature") String signature, @RestQuery("sig_method") String method);
}
