package io.wxsession.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.ReplyReader;
import io.wxsession.session.EndReason;
import io.wxsession.session.SessionMetrics;
import io.wxsession.session.UserScriptRunner;
import io.wxsession.session.UserScriptRunner.UserScript;
import io.wxsession.user.AccountClaimStore.Claimed;
import io.wxsession.user.ban.ErasedUserBanStore;
import io.wxsession.user.event.WechatUserEvent;

/** Changes to a user that take effect in the user's sessions in the same step. */
@ApplicationScoped
class UserChangeStore {

    /** The longest time between an account's claim and the step that binds the user to it. */
    private static final Duration CLAIM_VALID = Duration.ofSeconds(30);

    private static final UserScript<ProfileOutcome> WRITE_PROFILE = UserScriptRunner.changingAllSessions("profile.lua",
            ProfileOutcome::read);
    private static final UserScript<BindingOutcome> BIND = UserScriptRunner.changingAllSessions("bind.lua",
            BindingOutcome::read);
    private static final UserScript<Optional<ReleasedAccount>> UNBIND = UserScriptRunner.changingAllSessions("unbind.lua",
            ReleasedAccount::read);
    private static final UserScript<Optional<ErasedUser>> BEGIN_ERASURE = UserScriptRunner.changingAllSessions(
            "erase_begin.lua",
            ErasedUser::read);
    private static final UserScript<Void> FINISH_ERASURE = UserScriptRunner.changingAllSessions("erase_end.lua", reply -> null);

    private final UserScriptRunner scripts;
    private final ErasedUserBanStore erasedUserBans;
    private final SessionMetrics metrics;

    UserChangeStore(UserScriptRunner scripts, ErasedUserBanStore erasedUserBans, SessionMetrics metrics) {
        this.scripts = scripts;
        this.erasedUserBans = erasedUserBans;
        this.metrics = metrics;
    }

    /** Writes the profile. A null leaves its field unchanged. The first profile registers the user. */
    Uni<ProfileOutcome> writeProfile(UserId user, String appId, Secret nickName, Secret avatarUrl) {
        return scripts.run(WRITE_PROFILE, user, List.of(RedisKeys.userCounts(user.partition(), appId)),
                List.of(orEmpty(nickName), flag(nickName != null), orEmpty(avatarUrl), flag(avatarUrl != null)));
    }

    /** Binds the user to an account that was claimed for it. */
    Uni<BindingOutcome> bind(UserId user, String appId, AccountId account, Claimed claimed) {
        return scripts.run(BIND, user, List.of(RedisKeys.userCounts(user.partition(), appId)),
                List.of(account.value(), Long.toString(claimed.at()), CLAIM_VALID, claimed.claim()));
    }

    /** Unbinds the user; empty if it was not bound. */
    Uni<Optional<ReleasedAccount>> unbind(UserId user, String appId) {
        return scripts.run(UNBIND, user, List.of(RedisKeys.userCounts(user.partition(), appId)), List.of());
    }

    /** Marks the user as being erased and ends its sessions; empty if there is no such user. */
    Uni<Optional<ErasedUser>> beginErasure(UserId user) {
        return beginErasure(user, List.of(), List.of(EndReason.REVOKED.word()));
    }

    /**
     * Like {@link #beginErasure(UserId)}; empty also if the event has already erased a user of this id, is no longer remembered,
     * or is older than the user.
     */
    Uni<Optional<ErasedUser>> beginErasure(UserId user, WechatUserEvent event) {
        return beginErasure(user, List.of(RedisKeys.pushEvent(user, event.id())),
                List.of(EndReason.REVOKED.word(), Long.toString(WechatUserEvent.REMEMBERED.toSeconds()),
                        Long.toString(event.second())));
    }

    private Uni<Optional<ErasedUser>> beginErasure(UserId user, List<String> keys, List<String> args) {
        return scripts.run(BEGIN_ERASURE, user, keys, args).invoke(begun -> begun.ifPresent(
                erased -> metrics.ended(erased.appId(), EndReason.REVOKED, erased.endedSessions())));
    }

    /** Deletes a user that is marked as being erased, and keeps its ban in the same step. */
    Uni<Void> finishErasure(UserId user, ErasedUser erased) {
        String appId = erased.appId();
        return scripts.run(FINISH_ERASURE, user, List.of(RedisKeys.registry(user.partition(), appId),
                RedisKeys.userCounts(user.partition(), appId), erasedUserBans.key(appId, erased.openid())), List.of());
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    private static String orEmpty(Secret text) {
        return text == null ? "" : text.value();
    }

    /** The outcome of writing a profile. */
    enum ProfileOutcome {
        REGISTERED,
        UPDATED,
        USER_GONE;

        private static ProfileOutcome read(ReplyReader reply) {
            String outcome = reply.text();
            return switch (outcome) {
                case "done" -> reply.flag() ? REGISTERED : UPDATED;
                case "gone" -> USER_GONE;
                default -> throw ReplyReader.unknownOutcome("profile.lua", outcome);
            };
        }
    }

    /** The outcome of binding a user to an account. */
    enum BindingOutcome {
        BOUND,
        /** The user is bound to another account. */
        CONFLICT,
        /** The claim is too old. */
        LATE,
        USER_GONE;

        private static BindingOutcome read(ReplyReader reply) {
            String outcome = reply.text();
            return switch (outcome) {
                case "done" -> BOUND;
                case "conflict" -> CONFLICT;
                case "late" -> LATE;
                case "gone" -> USER_GONE;
                default -> throw ReplyReader.unknownOutcome("bind.lua", outcome);
            };
        }
    }

    /**
     * An account that a user no longer has.
     *
     * @param claim the user's claim of it
     */
    record ReleasedAccount(AccountId account, String claim) {

        private static Optional<ReleasedAccount> read(ReplyReader reply) {
            reply.text();
            return reply.optionalText().map(account -> new ReleasedAccount(new AccountId(account), reply.text()));
        }
    }

    /**
     * A user whose erasure has begun.
     *
     * @param endedSessions how many of its sessions ended now
     * @param unionid or null
     * @param account the account that is still claimed for the user, or empty
     */
    record ErasedUser(long endedSessions, String appId, Openid openid, Unionid unionid, Optional<ReleasedAccount> account) {

        private static Optional<ErasedUser> read(ReplyReader reply) {
            if (reply.text().equals("gone")) {
                return Optional.empty();
            }
            long endedSessions = reply.number();
            String appId = reply.text();
            Openid openid = new Openid(reply.text());
            Unionid unionid = reply.optionalText().map(Unionid::new).orElse(null);
            Optional<ReleasedAccount> account = reply.optionalText()
                    .map(id -> new ReleasedAccount(new AccountId(id), reply.text()));
            return Optional.of(new ErasedUser(endedSessions, appId, openid, unionid, account));
        }
    }
}
