package io.wxsession.user;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserFields;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.session.Session;

/**
 * Which users of which apps are one person, by WeChat's unionid. The set is outside the partitions of its users. A user is
 * therefore added to it last, and each login repairs what a crash left out.
 */
@ApplicationScoped
public class UnionStore {

    private final RedisCommands redis;

    UnionStore(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * Moves the user of a session to the set of its unionid. Never fails, because the next login repairs it.
     *
     * @param formerUnionid the unionid until now, if it has changed, or null
     */
    public Uni<Void> link(Session session, Unionid formerUnionid) {
        return drop(formerUnionid, session.userId())
                .chain(() -> add(session.unionid(), session.userId()))
                .onFailure().recoverWithNull();
    }

    /** Adds a user to a set, and takes it out again if it was erased meanwhile: the erasure may have looked before. */
    Uni<Void> add(Unionid unionid, UserId user) {
        return unionid == null ? Uni.createFrom().voidItem()
                : change(Command.SADD, unionid, user).chain(() -> isLiving(user))
                        .chain(living -> living ? Uni.createFrom().voidItem() : drop(unionid, user));
    }

    private Uni<Boolean> isLiving(UserId user) {
        return redis.send(
                Request.cmd(Command.HMGET).arg(RedisKeys.user(user)).arg(UserFields.APP).arg(UserFields.ERASING),
                reply -> reply.isPresent() && !reply.isPresent());
    }

    Uni<Void> drop(Unionid unionid, UserId user) {
        return change(Command.SREM, unionid, user);
    }

    private Uni<Void> change(Command command, Unionid unionid, UserId user) {
        return unionid == null ? Uni.createFrom().voidItem()
                : redis.send(Request.cmd(command).arg(RedisKeys.unionMembers(unionid)).arg(user.value()));
    }
}
