package io.wxsession.admin;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.security.CurrentClient;
import io.wxsession.session.Session;
import io.wxsession.session.SessionHandle;
import io.wxsession.session.SessionStore;

/** The live sessions of the mini-programs that concern the calling service client. */
@ApplicationScoped
class ReachableSessions {

    private final SessionStore sessions;
    private final CurrentClient client;

    ReachableSessions(SessionStore sessions, CurrentClient client) {
        this.sessions = sessions;
        this.client = client;
    }

    /** The session; fails with {@code not_found}. */
    Uni<Reached> find(String handle) {
        SessionHandle parsed = SessionHandle.parse(handle).orElseThrow(CurrentClient::notFound);
        return sessions.find(parsed).map(found -> {
            Session session = found.orElseThrow(CurrentClient::notFound);
            client.demand(session.appId());
            return new Reached(parsed, session);
        });
    }

    record Reached(SessionHandle handle, Session session) {
    }
}
