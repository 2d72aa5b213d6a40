package io.wxsession.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/** The users in Redis: found, created, listed and written one field at a time. */
@ApplicationScoped
public class UserStore {

    private static final List<String> FIELDS = List.of("app", "openid", "unionid", "created", "registered", "nick", "avatar",
            "stale", "phone", "account", "banned", "erasing");
    private static final Script CREATE = Script.of("sessions.lua", "user_create.lua");
    private static final Script SET = Script.of("user_set.lua");

    private final RedisCommands redis;
    private final IdGenerator ids;
    private final PhoneNumberSealer phones;

    UserStore(RedisCommands redis, IdGenerator ids, PhoneNumberSealer phones) {
        this.redis = redis;
        this.ids = ids;
        this.phones = phones;
    }

    /** The user of that id; one that is being erased is not there any more. */
    public Uni<Optional<User>> find(UserId id) {
        Request get = Request.cmd(Command.HMGET).arg(RedisKeys.user(id));
        FIELDS.forEach(get::arg);
        return redis.send(get).map(fields -> read(id, fields));
    }

    /** The user of an openid. */
    public Uni<Optional<User>> find(String appId, Openid openid) {
        return id(appId, openid).chain(id -> id.map(this::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** The id of the user of an openid, even of one that is being erased. */
    public Uni<Optional<UserId>> id(String appId, Openid openid) {
        return redis
                .send(Request.cmd(Command.HGET).arg(RedisKeys.registry(Partition.of(appId, openid), appId)).arg(openid.value()))
                .map(id -> Optional.ofNullable(id).flatMap(it -> UserId.parse(it.toString())));
    }

    /** The ids of all users of an app in one partition, in their natural order. */
    public Uni<List<UserId>> list(Partition partition, String appId) {
        return redis.send(Request.cmd(Command.HVALS).arg(RedisKeys.registry(partition, appId)))
                .map(ids -> ids.stream().map(Response::toString).sorted().flatMap(id -> UserId.parse(id).stream()).toList());
    }

    /** Finds or creates the user of an openid, without a login. */
    Uni<UserImport.ImportedUser> create(String appId, Openid openid, Unionid unionid) {
        Partition partition = Partition.of(appId, openid);
        UserId id = ids.userId(partition);
        return redis.run(CREATE, List.of(RedisKeys.registry(partition, appId), RedisKeys.user(id)),
                List.of(id.value(), appId, openid.value(), unionid == null ? "" : unionid.value()))
                .map(answer -> new UserImport.ImportedUser(new UserId(answer.get(1).toString()),
                        answer.get(0).toInteger() == 1));
    }

    /** Keeps the user's phone number, sealed. Does nothing if the user is gone. */
    Uni<Void> keepPhone(UserId id, String appId, Openid openid, PhoneNumber number) {
        return redis.run(SET, List.of(RedisKeys.user(id)),
                List.of("phone", phones.seal(number, appId, openid))).replaceWithVoid();
    }

    private Optional<User> read(UserId id, Response fields) {
        if (fields.get(0) == null || fields.get(11) != null) {
            return Optional.empty();
        }
        String appId = text(fields, 0);
        Openid openid = new Openid(text(fields, 1));
        return Optional.of(
                new User(id, appId, openid, Unionid.ofNullable(text(fields, 2)), Instant.ofEpochMilli(fields.get(3).toLong()),
                        fields.get(4) != null, text(fields, 5), text(fields, 6), fields.get(7) != null,
                        phones.open(text(fields, 8), appId, openid),
                        Optional.ofNullable(text(fields, 9)).map(AccountId::new).orElse(null), fields.get(10) != null));
    }

    private static String text(Response fields, int index) {
        return fields.get(index) == null ? null : fields.get(index).toString();
    }
}
