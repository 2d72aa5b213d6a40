package io.wxsession.backend;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.security.CurrentServiceClient;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;

/** Finds live sessions of the apps that the current service client may access. */
@ApplicationScoped
class AuthorizedSessions {

    private final SessionStore sessions;
    private final CurrentServiceClient client;

    AuthorizedSessions(SessionStore sessions, CurrentServiceClient client) {
        this.sessions = sessions;
        this.client = client;
    }

    /** The session; fails with {@code not_found} if there is none that the service client may access. */
    Uni<AuthorizedSession> find(String handle) {
        SessionHandle parsed = SessionHandle.parse(handle).orElseThrow(CurrentServiceClient::notFound);
        return sessions.find(parsed).map(found -> {
            Session session = found.orElseThrow(CurrentServiceClient::notFound);
            client.requireApp(session.appId());
            return new AuthorizedSession(parsed, session);
        });
    }

    record AuthorizedSession(SessionHandle handle, Session session) {
    }
}
