package io.wxsession.user.event;

import java.time.Duration;

/**
 * An event of WeChat about a user. It takes effect once, and not when it comes later than it would be remembered.
 *
 * @param id the same each time that the event comes
 * @param second when it happened, in seconds since 1970
 */
public record WechatUserEvent(String id, long second) {

    /** How long an event is remembered. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** The id holds the openid. */
    @Override
    public String toString() {
        return "WechatUserEvent[second=" + second + "]";
    }
}
