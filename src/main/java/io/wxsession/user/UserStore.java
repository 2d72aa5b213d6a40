package io.wxsession.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.redis.RedisPipeline;
import io.wxsession.redis.Script;
import io.wxsession.session.IdGenerator;
import io.wxsession.session.Keys;
import io.wxsession.session.Partition;
import io.wxsession.session.UserId;

/** The users in Redis: found, created, listed and written one field at a time. */
@ApplicationScoped
public class UserStore {

    private static final List<String> FIELDS = List.of("app", "openid", "unionid", "created", "registered", "nick", "avatar",
            "stale", "phone", "account", "banned", "erasing");
    private static final Script CREATE = Script.of("sessions.lua", "user_create.lua");
    private static final Script SET = Script.of("user_set.lua");

    private final RedisPipeline redis;
    private final IdGenerator ids;
    private final PhoneSeal phones;

    UserStore(RedisPipeline redis, IdGenerator ids, PhoneSeal phones) {
        this.redis = redis;
        this.ids = ids;
        this.phones = phones;
    }

    /** The user of that id; one that is being erased is not there any more. */
    public Uni<Optional<User>> find(UserId id) {
        Request get = Request.cmd(Command.HMGET).arg(Keys.user(id.partition(), id.value()));
        FIELDS.forEach(get::arg);
        return redis.send(get).map(fields -> read(id, fields));
    }

    /** The user of an openid. */
    public Uni<Optional<User>> find(String appId, String openid) {
        return id(appId, openid).chain(id -> id.map(this::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** The id of the user of an openid, even of one that is being erased. */
    public Uni<Optional<UserId>> id(String appId, String openid) {
        return redis.send(Request.cmd(Command.HGET).arg(Keys.registry(Partition.of(appId, openid), appId)).arg(openid))
                .map(id -> Optional.ofNullable(id).flatMap(it -> UserId.parse(it.toString())));
    }

    /** The ids of all users of an app in one partition, in their natural order. */
    public Uni<List<UserId>> list(Partition partition, String appId) {
        return redis.send(Request.cmd(Command.HVALS).arg(Keys.registry(partition, appId)))
                .map(ids -> ids.stream().map(Response::toString).sorted().flatMap(id -> UserId.parse(id).stream()).toList());
    }

    /** Finds or creates the user of an openid, without a login. */
    Uni<Registration.Brought> create(String appId, String openid, String unionid) {
        Partition partition = Partition.of(appId, openid);
        String id = ids.userId(partition);
        return redis.run(CREATE, List.of(Keys.registry(partition, appId), Keys.user(partition, id)),
                List.of(id, appId, openid, unionid == null ? "" : unionid))
                .map(answer -> new Registration.Brought(new UserId(answer.get(1).toString()), answer.get(0).toInteger() == 1));
    }

    /** Keeps the user's phone number, sealed. Does nothing if the user is gone. */
    Uni<Void> keepPhone(UserId id, String appId, String openid, PhoneNumber number) {
        return redis.run(SET, List.of(Keys.user(id.partition(), id.value())),
                List.of("phone", phones.seal(number, appId, openid))).replaceWithVoid();
    }

    private Optional<User> read(UserId id, Response fields) {
        if (fields.get(0) == null || fields.get(11) != null) {
            return Optional.empty();
        }
        String appId = text(fields, 0);
        String openid = text(fields, 1);
        return Optional.of(new User(id, appId, openid, text(fields, 2), Instant.ofEpochMilli(fields.get(3).toLong()),
                fields.get(4) != null, text(fields, 5), text(fields, 6), fields.get(7) != null,
                phones.open(text(fields, 8), appId, openid), text(fields, 9), fields.get(10) != null));
    }

    private static String text(Response fields, int index) {
        return fields.get(index) == null ? null : fields.get(index).toString();
    }
}
