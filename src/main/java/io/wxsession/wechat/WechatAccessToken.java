package io.wxsession.wechat;

import io.wxsession.config.Secret;

/**
 * The access_token of an app for WeChat's server API.
 *
 * @param value the token
 * @param expiresIn its remaining lifetime in seconds
 * @param sealed the sealed token, as Redis stores it
 */
public record WechatAccessToken(Secret value, long expiresIn, String sealed) {
}
