package io.wxsession.sessionkey;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.redis.RedisPipeline;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sealer;
import io.wxsession.session.Keys;
import io.wxsession.session.Session;
import io.wxsession.session.UserId;

/**
 * The session_keys of a user: the current one, and for an hour the one before, with which the phone may just have encrypted.
 */
@ApplicationScoped
public class SessionKeys {

    private static final Script KEYS = Script.of("sessions.lua", "session_keys.lua");

    private static final Script PUT = Script.of("sessions.lua", "session_key_put.lua");

    private final RedisPipeline redis;
    private final Sealer sealer;

    SessionKeys(RedisPipeline redis, Sealer sealer) {
        this.redis = redis;
        this.sealer = sealer;
    }

    /** Those that are known and can be opened, the current one first. */
    public Uni<List<SessionKey>> of(Session session) {
        UserId user = UserId.of(session);
        return redis.run(KEYS, List.of(Keys.user(user.partition(), user.value())), List.of())
                .map(sealed -> Stream.of(sealed.get(0).toString(), sealed.get(1).toString())
                        .flatMap(text -> sealer.open(text, owner(session.appId(), session.openid())).stream())
                        .map(SessionKey::new)
                        .toList());
    }

    /** Keeps the key that WeChat gave instead of the last one. */
    public Uni<Void> replace(Session session, String sessionKey) {
        UserId user = UserId.of(session);
        String owner = owner(session.appId(), session.openid());
        return redis.run(PUT, List.of(Keys.user(user.partition(), user.value())),
                List.of(sealer.seal(sessionKey, owner), String.join(" ", sealer.fingerprints(sessionKey, owner))))
                .replaceWithVoid();
    }

    /** To whom a sealed session_key is bound. */
    public static String owner(String appId, String openid) {
        return appId + '|' + openid;
    }
}
