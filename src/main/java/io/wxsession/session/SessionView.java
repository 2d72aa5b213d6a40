package io.wxsession.session;

import java.time.Instant;

/**
 * A session as its own phone sees it.
 *
 * @param handle its public name
 * @param appId the mini-program
 * @param createdAt when it was opened
 * @param expiresAt when it ends whatever happens
 * @param idleExpiresAt when it ends unless refreshed before
 */
record SessionView(String handle, String appId, Instant createdAt, Instant expiresAt, Instant idleExpiresAt) {

    static SessionView of(SessionPrincipal caller) {
        Session session = caller.session();
        return new SessionView(caller.handle().value(), session.appId(), session.createdAt(), session.expiresAt(),
                session.idleExpiresAt());
    }
}
