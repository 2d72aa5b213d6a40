package io.wxsession.wechat;

import io.wxsession.config.Secret;
import io.wxsession.sealing.SealedValue;

/**
 * The access_token of an app for WeChat's server API.
 *
 * @param value the token
 * @param expiresIn its remaining lifetime in seconds
 * @param sealed the token as Redis stores it
 */
public record WechatAccessToken(Secret value, long expiresIn, SealedValue sealed) {
}
