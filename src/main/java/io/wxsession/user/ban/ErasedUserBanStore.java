package io.wxsession.user.ban;

import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.sealing.HmacKey;
import io.wxsession.sealing.KeyRing;
import io.wxsession.sealing.SubKeys;

/**
 * Bans that have outlived their users. Nothing of an erased person may stay in Redis, so a ban stays as a keyed hash of app and
 * openid: it can be recognised when the person logs in again, but not be read.
 */
@ApplicationScoped
public class ErasedUserBanStore {

    private static final String LABEL = "wxsession ban";

    private final RedisCommands redis;
    /** A sub-key of each sealing key. The first one makes the hash of a new ban, all find it. */
    private final SubKeys keys;

    ErasedUserBanStore(RedisCommands redis, KeyRing ring) {
        this.redis = redis;
        this.keys = ring.subKeys(LABEL);
    }

    /** The key under which the ban of an erased user is kept from now on. */
    public String key(String appId, Openid openid) {
        return keys(appId, openid).get(0);
    }

    /** The keys under which a ban of this openid may have been kept. Scripts that create users look at all of them. */
    public List<String> keys(String appId, Openid openid) {
        Partition partition = Partition.of(appId, openid);
        return keys.all().stream().map(key -> RedisKeys.ban(partition, hash(key, appId, openid))).toList();
    }

    /** Forgets the ban of an erased user. */
    public Uni<Void> lift(String appId, Openid openid) {
        Request delete = Request.cmd(Command.DEL);
        keys(appId, openid).forEach(delete::arg);
        return redis.send(delete, deleted -> null);
    }

    private static String hash(HmacKey key, String appId, Openid openid) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.mac(appId + '\0' + openid.value()));
    }
}
