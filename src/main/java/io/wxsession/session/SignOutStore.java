package io.wxsession.session;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.UserScriptRunner.UserScript;

/** Ends the sessions of a user, all in one step. */
@ApplicationScoped
public class SignOutStore {

    private static final UserScript<Long> SIGN_OUT = UserScriptRunner.changingAllSessions("sign_out.lua",
            UserScriptRunner::endedSessions);

    private final UserScriptRunner scripts;
    private final SessionMetrics metrics;

    SignOutStore(UserScriptRunner scripts, SessionMetrics metrics) {
        this.scripts = scripts;
        this.metrics = metrics;
    }

    /** Ends all sessions of the user. */
    public Uni<Void> signOut(UserId user, String appId) {
        return signOut(user, appId, List.of(), "");
    }

    /** Ends all sessions of the user, this one too. */
    public Uni<Void> signOut(UserId user, String appId, SessionHandle current) {
        return signOut(user, appId, List.of(current), "");
    }

    /** Ends all sessions of the user but this one. */
    public Uni<Void> signOutOthers(UserId user, String appId, SessionHandle current) {
        return signOut(user, appId, List.of(current), current.value());
    }

    private Uni<Void> signOut(UserId user, String appId, List<SessionHandle> known, String kept) {
        return scripts.run(SIGN_OUT, user, known, List.of(), List.of(EndReason.REVOKED.word(), kept))
                .invoke(ended -> metrics.ended(appId, EndReason.REVOKED, ended)).replaceWithVoid();
    }
}
