package io.wxsession.security;

import java.util.Optional;

import io.wxsession.keyspace.SessionHandle;
import io.wxsession.session.Session;
import io.wxsession.token.AccessTokenVerdict;

/**
 * An access token and the session that it names.
 *
 * @param verdict the verdict on the token
 * @param handle the handle of the session; null if the token is invalid
 * @param session the session, empty if it has ended or the token is invalid
 */
public record NamedSession(AccessTokenVerdict verdict, SessionHandle handle, Optional<Session> session) {

    static NamedSession none() {
        return new NamedSession(new AccessTokenVerdict.Invalid(), null, Optional.empty());
    }
}
