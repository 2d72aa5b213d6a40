package io.wxsession.security;

import java.security.Principal;

import io.wxsession.keyspace.SessionHandle;
import io.wxsession.session.Session;
import io.wxsession.token.AccessTokenClaims;

/**
 * The principal of a request: a user in one live session.
 *
 * @param handle the handle of the session
 * @param session the session
 * @param claims the claims of the access token
 */
public record SessionPrincipal(SessionHandle handle, Session session, AccessTokenClaims claims) implements Principal {

    /** The name of the authentication mechanism. */
    public static final String MECHANISM = "wxsession";

    @Override
    public String getName() {
        return session.userId().value();
    }
}
