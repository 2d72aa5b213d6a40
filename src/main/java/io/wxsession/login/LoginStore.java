package io.wxsession.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import io.wxsession.config.SessionConfig;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.SessionId;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sealer;
import io.wxsession.session.EndReason;
import io.wxsession.session.Session;
import io.wxsession.session.SessionStore;
import io.wxsession.sessionkey.SessionKeyStore;
import io.wxsession.user.ErasureService;
import io.wxsession.wechat.CodeExchange.Granted;

/** Opens sessions in Redis. */
@ApplicationScoped
class LoginStore {

    private static final Script LOGIN = Script.of("sessions.lua", "login.lua");

    /** The script names all keys it touches, so it is told what we know of the user and says if that is not enough. */
    private static final int MAX_TRIES = 64;

    private final RedisCommands redis;
    private final SessionStore sessions;
    private final IdGenerator ids;
    private final Sealer sealer;
    private final ErasureService erasure;
    private final SessionConfig limits;

    LoginStore(RedisCommands redis, SessionStore sessions, IdGenerator ids, Sealer sealer, ErasureService erasure,
            WxsessionConfig config) {
        this.erasure = erasure;
        this.redis = redis;
        this.sessions = sessions;
        this.ids = ids;
        this.sealer = sealer;
        this.limits = config.session();
    }

    /**
     * Opens a session for the user that WeChat named, who is created if new.
     *
     * @param client what the phone says it is, or null
     * @param replaced live sessions of the same user that end in the same step
     */
    Uni<Opened> open(String appId, Granted granted, String client, List<SessionHandle> replaced) {
        Partition partition = Partition.of(appId, granted.openid());
        Login login = new Login(appId, granted, client, partition, ids.sessionId(partition), replaced);
        return attempt(login, ids.userId(partition), new LinkedHashSet<>(replaced), MAX_TRIES);
    }

    private Uni<Opened> attempt(Login login, UserId userId, Set<SessionHandle> known, int triesLeft) {
        if (triesLeft == 0) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.STORE_UNAVAILABLE).exception());
        }
        return redis.run(LOGIN, keys(login, userId, known), args(login, userId, known)).chain(answer -> {
            return switch (answer.get(0).toString()) {
                case "again" -> attempt(login, new UserId(answer.get(1).toString()), known(login, answer), triesLeft - 1);
                case "banned" -> Uni.createFrom().failure(Problem.of(ProblemCode.USER_BANNED).exception());
                // Whoever began to erase the user may not come to an end, so that is done here before a new user begins.
                case "erasing" -> erasure.erase(new UserId(answer.get(1).toString()))
                        .chain(() -> attempt(login, ids.userId(login.partition()), new LinkedHashSet<>(), triesLeft - 1));
                default -> Uni.createFrom().item(new Opened(login.sid(), sessions.read(answer.get(1)),
                        Duration.ofMillis(answer.get(2).toLong()), answer.get(3).toInteger() > 0,
                        formerUnionid(answer.get(4).toString()),
                        answer.get(5).toInteger() > 0));
            };
        });
    }

    private static List<String> keys(Login login, UserId userId, Set<SessionHandle> known) {
        List<String> keys = new ArrayList<>();
        keys.add(RedisKeys.registry(login.partition(), login.appId()));
        keys.add(RedisKeys.user(userId));
        keys.add(RedisKeys.sessionsOf(userId));
        keys.add(RedisKeys.session(login.sid().handle()));
        known.forEach(handle -> keys.addAll(RedisKeys.ending(handle)));
        return keys;
    }

    private List<String> args(Login login, UserId userId, Set<SessionHandle> known) {
        Granted granted = login.granted();
        String owner = SessionKeyStore.owner(login.appId(), granted.openid());
        List<String> args = new ArrayList<>(List.of(
                userId.value(), login.appId(), granted.openid().value(), orEmpty(granted.unionid()),
                sealer.seal(granted.sessionKey().value(), owner),
                String.join(" ", sealer.fingerprints(granted.sessionKey().value(), owner)),
                login.client() == null ? "" : login.client(), login.sid().handle().value(),
                millis(limits.idleTimeout()), millis(limits.absoluteLifetime()), Integer.toString(limits.maxPerUser()),
                Integer.toString(login.replaced().size()),
                EndReason.REPLACED.word(), EndReason.KICKED.word(), millis(SessionStore.REASON_KEPT)));
        known.forEach(handle -> args.add(handle.value()));
        return args;
    }

    private static Set<SessionHandle> known(Login login, Response answer) {
        Set<SessionHandle> known = new LinkedHashSet<>(login.replaced());
        for (int i = 2; i < answer.size(); i++) {
            SessionHandle.parse(answer.get(i).toString()).ifPresent(known::add);
        }
        return known;
    }

    private static Unionid formerUnionid(String text) {
        return text.isEmpty() ? null : new Unionid(text);
    }

    private static String orEmpty(Unionid unionid) {
        return unionid == null ? "" : unionid.value();
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private record Login(String appId, Granted granted, String client, Partition partition, SessionId sid,
            List<SessionHandle> replaced) {
    }

    /**
     * A session that was just opened.
     *
     * @param sid its id, which nobody but the phone will know
     * @param session its record
     * @param remaining how long it lives unless refreshed
     * @param replaced whether a session of the same user ended with it
     * @param formerUnionid what the user's unionid was until now, if it has changed, or empty
     * @param newUser whether the user was not known before
     */
    record Opened(SessionId sid, Session session, Duration remaining, boolean replaced, Unionid formerUnionid,
            boolean newUser) {
    }
}
