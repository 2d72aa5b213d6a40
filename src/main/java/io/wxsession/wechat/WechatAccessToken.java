package io.wxsession.wechat;

/**
 * An app's access token, with which WeChat's server API is called.
 *
 * @param value the token
 * @param expiresIn how many seconds it still lives
 * @param sealed the token as it is kept
 */
public record WechatAccessToken(String value, long expiresIn, String sealed) {

    @Override
    public String toString() {
        return "AccessToken[expires in " + expiresIn + " s]";
    }
}
