package io.wxsession.security;

import java.security.Principal;

import io.wxsession.keyspace.SessionHandle;
import io.wxsession.session.Session;
import io.wxsession.token.AccessTokenVerdict;

/**
 * The caller of a request: a user through one live session.
 *
 * @param handle the session's public name
 * @param session the session
 * @param token what the access token says
 */
public record SessionPrincipal(SessionHandle handle, Session session, AccessTokenVerdict.Valid token) implements Principal {

    /** The authentication mechanism that recognises it. */
    public static final String MECHANISM = "wxsession";

    @Override
    public String getName() {
        return session.userId().value();
    }
}
