package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.wxsession.config.WxsessionConfig;
import io.wxsession.keyspace.Openid;
import io.wxsession.session.Session;

/**
 * The user of a session as the phone sees it.
 *
 * @param id our id of the user
 * @param registered whether the user has filled in a profile
 * @param bound whether the user is bound to an account
 * @param openid WeChat's id of the user, or null unless {@code wxsession.login.expose-openid} is set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionUserResponse(String id, boolean registered, boolean bound, Openid openid) {

    /** The user of a session, with the fields that the configuration exposes. */
    public static SessionUserResponse of(Session session, WxsessionConfig config) {
        return new SessionUserResponse(session.userId().value(), session.registered(), session.bound(),
                config.login().exposeOpenid() ? session.openid() : null);
    }
}
