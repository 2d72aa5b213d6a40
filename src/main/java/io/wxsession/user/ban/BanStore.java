package io.wxsession.user.ban;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.EndReason;
import io.wxsession.session.SessionMetrics;
import io.wxsession.session.UserScriptRunner;
import io.wxsession.session.UserScriptRunner.UserScript;

/** Bans of users that exist. */
@ApplicationScoped
public class BanStore {

    private static final UserScript<Long> BAN = UserScriptRunner.changingAllSessions("ban.lua",
            UserScriptRunner::endedSessions);

    private final UserScriptRunner scripts;
    private final SessionMetrics metrics;

    BanStore(UserScriptRunner scripts, SessionMetrics metrics) {
        this.scripts = scripts;
        this.metrics = metrics;
    }

    /** Bans the user and ends its sessions. */
    public Uni<Void> ban(UserId user, String appId) {
        return scripts.run(BAN, user, List.of(), List.of("1", EndReason.BANNED.word()))
                .invoke(ended -> metrics.ended(appId, EndReason.BANNED, ended)).replaceWithVoid();
    }

    /** Lifts the ban. */
    public Uni<Void> lift(UserId user) {
        return scripts.run(BAN, user, List.of(), List.of("0")).replaceWithVoid();
    }
}
