package io.wxsession.session;

import java.security.Principal;

/**
 * The caller of a request: a user through one live session.
 *
 * @param handle the session's public name
 * @param session the session
 */
public record SessionPrincipal(SessionHandle handle, Session session) implements Principal {

    @Override
    public String getName() {
        return session.userId();
    }
}
