package io.wxsession.sessionkey;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sealer;
import io.wxsession.session.Session;

/**
 * The session_keys of a user: the current one, and for an hour the one before, with which the phone may just have encrypted.
 */
@ApplicationScoped
public class SessionKeyStore {

    private static final Script KEYS = Script.of("sessions.lua", "session_keys.lua");

    private static final Script PUT = Script.of("sessions.lua", "session_key_put.lua");

    private final RedisCommands redis;
    private final Sealer sealer;

    SessionKeyStore(RedisCommands redis, Sealer sealer) {
        this.redis = redis;
        this.sealer = sealer;
    }

    /** Those that are known and can be opened, the current one first. */
    public Uni<List<SessionKey>> of(Session session) {
        UserId user = session.userId();
        return redis.run(KEYS, List.of(RedisKeys.user(user)), List.of())
                .map(sealed -> Stream.of(sealed.get(0).toString(), sealed.get(1).toString())
                        .flatMap(text -> sealer.open(text, owner(session.appId(), session.openid())).stream())
                        .map(text -> new SessionKey(new Secret(text)))
                        .toList());
    }

    /** Keeps the key that WeChat gave instead of the last one. */
    public Uni<Void> replace(Session session, Secret sessionKey) {
        UserId user = session.userId();
        String owner = owner(session.appId(), session.openid());
        return redis.run(PUT, List.of(RedisKeys.user(user)),
                List.of(sealer.seal(sessionKey.value(), owner),
                        String.join(" ", sealer.fingerprints(sessionKey.value(), owner))))
                .replaceWithVoid();
    }

    /** To whom a sealed session_key is bound. */
    public static String owner(String appId, Openid openid) {
        return appId + '|' + openid.value();
    }
}
