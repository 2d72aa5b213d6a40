package io.wxsession.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.sealing.Sha256;
import io.wxsession.session.Session;

/**
 * Which users of which apps are one person, as WeChat's unionid says. It lies outside the partitions of the users, so it
 * follows
 * them: it is added to last, and each login mends what a crash left out.
 */
@ApplicationScoped
public class UnionStore {

    private final RedisCommands redis;

    UnionStore(RedisCommands redis) {
        this.redis = redis;
    }

    /** Follows what a login said of the user's unionid. A login does not fail with it, for the next one repairs it. */
    public Uni<Void> link(Session session, Unionid formerUnionid) {
        return drop(formerUnionid, session.userId())
                .chain(() -> add(session.unionid(), session.userId()))
                .onFailure().recoverWithNull();
    }

    Uni<Void> add(Unionid unionid, UserId userId) {
        return isKnown(unionid) ? redis.send(Request.cmd(Command.SADD).arg(key(unionid)).arg(userId.value())).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    Uni<Void> drop(Unionid unionid, UserId userId) {
        return isKnown(unionid) ? redis.send(Request.cmd(Command.SREM).arg(key(unionid)).arg(userId.value())).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** The ids of all users that are this person. */
    public Uni<List<String>> users(Unionid unionid) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(key(unionid)))
                .map(members -> members.stream().map(Object::toString).sorted().toList());
    }

    private static boolean isKnown(Unionid unionid) {
        return unionid != null;
    }

    private static String key(Unionid unionid) {
        return "wxs:union:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(unionid.value().getBytes(UTF_8)));
    }
}
