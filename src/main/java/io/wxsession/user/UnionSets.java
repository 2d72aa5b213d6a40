package io.wxsession.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.redis.RedisPipeline;
import io.wxsession.sealing.Sha256;
import io.wxsession.session.Session;

/**
 * Which users of which apps are one person, as WeChat's unionid says. It lies outside the partitions of the users, so it
 * follows
 * them: it is added to last, and each login mends what a crash left out.
 */
@ApplicationScoped
public class UnionSets {

    private final RedisPipeline redis;

    UnionSets(RedisPipeline redis) {
        this.redis = redis;
    }

    /** Follows what a login said of the user's unionid. A login does not fail with it, for the next one repairs it. */
    public Uni<Void> link(Session session, String formerUnionid) {
        return drop(formerUnionid, session.userId())
                .chain(() -> add(session.unionid(), session.userId()))
                .onFailure().recoverWithNull();
    }

    Uni<Void> add(String unionid, String userId) {
        return isKnown(unionid) ? redis.send(Request.cmd(Command.SADD).arg(key(unionid)).arg(userId)).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    Uni<Void> drop(String unionid, String userId) {
        return isKnown(unionid) ? redis.send(Request.cmd(Command.SREM).arg(key(unionid)).arg(userId)).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** The ids of all users that are this person. */
    public Uni<List<String>> users(String unionid) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(key(unionid)))
                .map(members -> members.stream().map(Object::toString).sorted().toList());
    }

    private static boolean isKnown(String unionid) {
        return unionid != null && !unionid.isEmpty();
    }

    private static String key(String unionid) {
        return "wxs:union:" + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(unionid.getBytes(UTF_8)));
    }
}
