package io.wxsession.wechat;

/** WeChat did not respond, or not usably. The message never quotes URL or response, because both contain secrets. */
final class WechatFailure extends RuntimeException {

    WechatFailure(String reason) {
        super(reason, null, false, false);
    }
}
