package io.wxsession.login;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.SessionConfig;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.EndReason;
import io.wxsession.session.SessionMetrics;
import io.wxsession.session.SessionStore;
import io.wxsession.session.UserScriptRunner;
import io.wxsession.session.UserScriptRunner.UserScript;
import io.wxsession.sessionkey.SessionKeyStore;
import io.wxsession.sessionkey.SessionKeyStore.SealedSessionKey;
import io.wxsession.user.UserStore;
import io.wxsession.user.ban.ErasedUserBanStore;
import io.wxsession.wechat.CodeExchange.Granted;

/** Opens sessions in Redis. */
@ApplicationScoped
class LoginStore {

    private static final UserScript<LoginOutcome> LOGIN = UserScriptRunner.changingSomeSessions("login.lua",
            LoginOutcome::read);

    private final UserScriptRunner scripts;
    private final UserStore users;
    private final ErasedUserBanStore erasedUserBans;
    private final SessionStore sessions;
    private final SessionKeyStore sessionKeys;
    private final IdGenerator ids;
    private final SessionMetrics metrics;
    private final SessionConfig limits;

    LoginStore(UserScriptRunner scripts, UserStore users, ErasedUserBanStore erasedUserBans, SessionStore sessions,
            SessionKeyStore sessionKeys,
            IdGenerator ids, SessionMetrics metrics, WxsessionConfig config) {
        this.scripts = scripts;
        this.users = users;
        this.erasedUserBans = erasedUserBans;
        this.sessions = sessions;
        this.sessionKeys = sessionKeys;
        this.ids = ids;
        this.metrics = metrics;
        this.limits = config.session();
    }

    /**
     * Opens a session for the user that WeChat named, and creates the user if it is new.
     *
     * @param session the new session
     * @param replaced live sessions of the same user that end in the same step
     */
    Uni<LoginOutcome> open(String appId, Granted granted, NewSession session, List<SessionHandle> replaced) {
        return users.id(appId, granted.openid()).chain(known -> open(known, appId, granted, session, replaced));
    }

    /**
     * Like {@link #open(String, Granted, NewSession, List)}, after a look at the registry.
     *
     * @param known whom it named, who may have been erased since
     */
    Uni<LoginOutcome> open(Optional<UserId> known, String appId, Granted granted, NewSession session,
            List<SessionHandle> replaced) {
        Partition partition = Partition.of(appId, granted.openid());
        UserId newUser = ids.userId(partition);
        List<String> keys = new ArrayList<>(List.of(RedisKeys.registry(partition, appId), RedisKeys.session(session.handle())));
        keys.addAll(erasedUserBans.keys(appId, granted.openid()));
        List<Object> args = args(appId, granted, session, newUser, replaced);
        // What the script must be told is looked up first, so that it need not be run a second time.
        return known.map(user -> sessions.handles(user)
                .chain(handles -> scripts.run(LOGIN, user, union(replaced, handles), keys, args)))
                .orElseGet(() -> scripts.run(LOGIN, newUser, replaced, keys, args))
                .invoke(outcome -> count(appId, outcome));
    }

    private void count(String appId, LoginOutcome outcome) {
        if (outcome instanceof LoginOutcome.Opened opened) {
            metrics.opened(appId);
            metrics.ended(appId, EndReason.REPLACED, opened.replaced());
            metrics.ended(appId, EndReason.KICKED, opened.kicked());
        }
    }

    private static Set<SessionHandle> union(List<SessionHandle> some, List<SessionHandle> others) {
        Set<SessionHandle> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    private List<Object> args(String appId, Granted granted, NewSession session, UserId newUser,
            List<SessionHandle> replaced) {
        SealedSessionKey key = sessionKeys.seal(appId, granted.openid(), granted.sessionKey());
        List<Object> args = new ArrayList<>(List.of(
                appId, granted.openid().value(), granted.unionid() == null ? "" : granted.unionid().value(),
                key.sealed(), key.fingerprints(), session.client() == null ? "" : session.client(), session.handle().value(),
                limits.idleTimeout(), limits.absoluteLifetime(), Integer.toString(limits.maxPerUser()),
                newUser.value(), EndReason.REPLACED.word(), EndReason.KICKED.word(), session.tokenDigest()));
        replaced.forEach(it -> args.add(it.value()));
        return args;
    }

    /**
     * A session to be opened.
     *
     * @param handle its handle
     * @param client the client description, or null
     * @param tokenDigest the digest of its access token
     */
    record NewSession(SessionHandle handle, String client, String tokenDigest) {
    }
}
