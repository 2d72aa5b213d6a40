package io.wxsession.login;

import java.time.Instant;

import io.wxsession.security.SessionPrincipal;
import io.wxsession.session.Session;

/**
 * A session as its own phone sees it.
 *
 * @param handle its public name
 * @param appId the mini-program
 * @param createdAt when it was opened
 * @param expiresAt when it ends whatever happens
 * @param idleExpiresAt when it ends unless refreshed before
 */
record SessionResponse(String handle, String appId, Instant createdAt, Instant expiresAt, Instant idleExpiresAt) {

    static SessionResponse of(SessionPrincipal caller) {
        Session session = caller.session();
        return new SessionResponse(caller.handle().value(), session.appId(), session.createdAt(), session.expiresAt(),
                session.idleExpiresAt());
    }
}
