package io.wxsession.simulator.state;

/** WeChat refuses a call with an errcode. */
public final class WechatError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errcode;

    /** A refusal with one of the codes in {@link Errcode}. */
    public WechatError(int errcode) {
        super("errcode " + errcode, null, false, false);
        this.errcode = errcode;
    }

    /** The errcode to respond with. */
    public int errcode() {
        return errcode;
    }
}
