package io.wxsession.session;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.wxsession.config.WxsessionConfig;

/**
 * The user of a session as the phone sees it.
 *
 * @param id our id of the user
 * @param registered whether the user has filled in a profile
 * @param bound whether the user is bound to an account
 * @param openid WeChat's id of the user, only where the operator wants phones to know it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserView(String id, boolean registered, boolean bound, String openid) {

    /** What this configuration shows of the session's user. */
    public static UserView of(Session session, WxsessionConfig config) {
        return new UserView(session.userId(), session.registered(), session.bound(),
                config.login().exposeOpenid() ? session.openid() : null);
    }

    @Override
    public String toString() {
        return "UserView[" + id + "]";
    }
}
