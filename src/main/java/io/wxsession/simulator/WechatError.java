package io.wxsession.simulator;

/** WeChat says no, with an errcode. */
final class WechatError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errcode;

    WechatError(int errcode) {
        super("errcode " + errcode, null, false, false);
        this.errcode = errcode;
    }

    int errcode() {
        return errcode;
    }
}
