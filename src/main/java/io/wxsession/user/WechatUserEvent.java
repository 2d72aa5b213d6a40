package io.wxsession.user;

/**
 * An event of WeChat about a user. It takes effect once, and not when it comes more than a day late.
 *
 * @param id the same each time that the event comes
 * @param second when it happened, in seconds since 1970
 */
public record WechatUserEvent(String id, long second) {

    /** The id holds the openid. */
    @Override
    public String toString() {
        return "WechatUserEvent[second=" + second + "]";
    }
}
