package io.wxsession.user;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.Script;
import io.wxsession.session.EndReason;
import io.wxsession.session.UserScriptRunner;

/** Changes to a user that the user's sessions show in the same step. */
@ApplicationScoped
public class UserChangeStore {

    private static final Script PROFILE = UserScriptRunner.script("profile.lua");
    private static final Script SIGN_OUT = UserScriptRunner.script("sign_out.lua");
    private static final Script BAN = UserScriptRunner.script("ban.lua");

    private final UserScriptRunner scripts;

    UserChangeStore(UserScriptRunner scripts) {
        this.scripts = scripts;
    }

    /**
     * Writes the profile; what is null stays as it was.
     *
     * @return whether it was the first time; fails with {@code session_revoked} if the user is gone
     */
    Uni<Boolean> profile(UserId user, String appId, String nickName, String avatarUrl) {
        return scripts.run(PROFILE, user, List.of(RedisKeys.counts(user.partition(), appId)),
                List.of(orEmpty(nickName), flag(nickName != null), orEmpty(avatarUrl), flag(avatarUrl != null)))
                .map(answer -> {
                    if (answer.get(0).toString().equals("gone")) {
                        throw Problem.of(ProblemCode.SESSION_REVOKED).exception();
                    }
                    return answer.get(1).toInteger() == 1;
                });
    }

    /** Ends all sessions of the user. */
    public Uni<Void> signOut(UserId user) {
        return scripts.run(SIGN_OUT, user, List.of(), List.of(EndReason.REVOKED.word())).replaceWithVoid();
    }

    /** Bans the user, whose sessions end, or lifts the ban. */
    public Uni<Void> ban(UserId user, boolean banned) {
        return scripts.run(BAN, user, List.of(), List.of(flag(banned), EndReason.BANNED.word())).replaceWithVoid();
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
