package io.wxsession.sessionkey;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;
import io.wxsession.sealing.SealedValue;
import io.wxsession.sealing.Sealer;
import io.wxsession.session.Session;

/**
 * The session_keys of users: the current one and, for an hour, the previous one. The phone may have encrypted data just before
 * WeChat changed the key.
 */
@ApplicationScoped
public class SessionKeyStore {

    private static final Script<List<SealedValue>> READ = Script.of(SessionKeyStore::present, "sessions.lua",
            "session_keys.lua");
    private static final Script<Void> PUT = Script.withoutReply("sessions.lua", "session_key_put.lua");

    private final RedisCommands redis;
    private final Sealer sealer;

    SessionKeyStore(RedisCommands redis, Sealer sealer) {
        this.redis = redis;
        this.sealer = sealer;
    }

    /** The keys that are known and can be opened, the current one first. */
    public Uni<List<SessionKey>> of(Session session) {
        return redis.run(READ, List.of(RedisKeys.user(session.userId())), List.of())
                .map(sealed -> sealed.stream()
                        .flatMap(key -> sealer.open(key, owner(session.appId(), session.openid())).stream())
                        .map(text -> new SessionKey(new Secret(text)))
                        .toList());
    }

    private static List<SealedValue> present(ReplyReader reply) {
        return Stream.of(reply.sealedValue(), reply.sealedValue()).flatMap(Optional::stream).toList();
    }

    /** Keeps a new session_key. The last one becomes the previous one. */
    public Uni<Void> replace(Session session, Secret sessionKey) {
        SealedSessionKey key = seal(session.appId(), session.openid(), sessionKey);
        return redis.run(PUT, List.of(RedisKeys.user(session.userId())), List.of(key.sealed(), key.fingerprints()));
    }

    /** A session_key as scripts store it. */
    public SealedSessionKey seal(String appId, Openid openid, Secret sessionKey) {
        String owner = owner(appId, openid);
        return new SealedSessionKey(sealer.seal(sessionKey.value(), owner),
                String.join(" ", sealer.fingerprints(sessionKey.value(), owner)));
    }

    private static String owner(String appId, Openid openid) {
        return appId + '|' + openid.value();
    }

    /**
     * A sealed session_key.
     *
     * @param sealed the ciphertext, bound to its user
     * @param fingerprints show the scripts whether WeChat gave the same key again; separated by spaces
     */
    public record SealedSessionKey(SealedValue sealed, String fingerprints) {
    }
}
