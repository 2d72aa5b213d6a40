package io.wxsession.wechat;

/** WeChat could not be asked, or its answer makes no sense. The message never quotes URL or answer, which hold secrets. */
final class WechatFailure extends RuntimeException {

    WechatFailure(String reason) {
        super(reason, null, false, false);
    }
}
