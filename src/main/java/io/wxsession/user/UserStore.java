package io.wxsession.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserFields;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;
import io.wxsession.user.UserImport.ImportedUser;
import io.wxsession.user.ban.ErasedUserBanStore;

/** The users in Redis: found, created, listed and written one field at a time. */
@ApplicationScoped
public class UserStore {

    private static final List<String> FIELDS = Stream.of(
            List.of(UserFields.APP, UserFields.OPENID, UserFields.ERASING, UserFields.UNIONID, UserFields.CREATED,
                    UserFields.REGISTERED, UserFields.NICK_NAME),
            UserFields.AVATAR_PIECES,
            List.of(UserFields.STALE, UserFields.PHONE_NUMBER, UserFields.ACCOUNT, UserFields.BANNED))
            .flatMap(List::stream).toList();
    private static final Script<ImportedUser> CREATE = Script.of(UserStore::created, "sessions.lua", "user_create.lua");
    private static final Script<Void> SET = Script.withoutReply("sessions.lua", "user_set.lua");

    private final RedisCommands redis;
    private final RedisCommands bulk;
    private final IdGenerator ids;
    private final ErasedUserBanStore erasedUserBans;
    private final PhoneNumberSealer phoneNumbers;

    UserStore(RedisCommands redis, IdGenerator ids, ErasedUserBanStore erasedUserBans, PhoneNumberSealer phoneNumbers) {
        this.redis = redis;
        this.bulk = redis.bulk();
        this.ids = ids;
        this.erasedUserBans = erasedUserBans;
        this.phoneNumbers = phoneNumbers;
    }

    /** The user of that id; empty also while the user is being erased. */
    public Uni<Optional<User>> find(UserId id) {
        return find(redis, id);
    }

    /** The same without getting in the way of requests. */
    public Uni<Optional<User>> findInBulk(UserId id) {
        return find(bulk, id);
    }

    private Uni<Optional<User>> find(RedisCommands lane, UserId id) {
        Request get = Request.cmd(Command.HMGET).arg(RedisKeys.user(id));
        FIELDS.forEach(get::arg);
        return lane.send(get, fields -> read(id, fields));
    }

    /** The user of an openid. */
    public Uni<Optional<User>> find(String appId, Openid openid) {
        return id(appId, openid).chain(id -> id.map(this::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** The id of the user of an openid, also while the user is being erased. */
    public Uni<Optional<UserId>> id(String appId, Openid openid) {
        return redis.send(
                Request.cmd(Command.HGET).arg(RedisKeys.registry(Partition.of(appId, openid), appId)).arg(openid.value()),
                reply -> reply.optionalText().flatMap(UserId::parse));
    }

    /** The ids of all users of an app in one partition, in their natural order. */
    public Uni<List<UserId>> list(Partition partition, String appId) {
        return bulk.send(Request.cmd(Command.HVALS).arg(RedisKeys.registry(partition, appId)),
                reply -> reply.remainingTexts().stream().sorted().flatMap(id -> UserId.parse(id).stream()).toList());
    }

    /** Finds or creates the user of an openid, without a login. If an earlier user was banned, the new one is, too. */
    Uni<ImportedUser> create(String appId, Openid openid, Unionid unionid) {
        Partition partition = Partition.of(appId, openid);
        UserId id = ids.userId(partition);
        List<String> keys = new ArrayList<>(List.of(RedisKeys.registry(partition, appId), RedisKeys.user(id)));
        keys.addAll(erasedUserBans.keys(appId, openid));
        return redis.run(CREATE, keys,
                List.of(id.value(), appId, openid.value(), unionid == null ? "" : unionid.value()));
    }

    private static ImportedUser created(ReplyReader reply) {
        boolean isNew = reply.flag();
        return new ImportedUser(new UserId(reply.text()), isNew);
    }

    /** Keeps the user's phone number, sealed. Does nothing if the user is gone. */
    Uni<Void> keepPhoneNumber(UserId id, String appId, Openid openid, PhoneNumber number) {
        return redis.run(SET, List.of(RedisKeys.user(id)),
                List.of(UserFields.PHONE_NUMBER, phoneNumbers.seal(number, appId, openid)));
    }

    /** The fields come in the order of {@link #FIELDS}. */
    private Optional<User> read(UserId id, ReplyReader fields) {
        Optional<String> app = fields.optionalText();
        Optional<String> openidText = fields.optionalText();
        if (app.isEmpty() || openidText.isEmpty() || fields.isPresent()) {
            return Optional.empty();
        }
        String appId = app.get();
        Openid openid = new Openid(openidText.get());
        return Optional.of(new User(id, appId, openid, fields.optionalText().map(Unionid::new).orElse(null),
                Instant.ofEpochMilli(fields.number()), fields.isPresent(), Secret.ofNullable(text(fields)),
                Secret.ofNullable(avatar(fields)), fields.isPresent(),
                fields.sealedValue().map(sealed -> phoneNumbers.open(sealed, appId, openid)).orElse(null),
                fields.optionalText().map(AccountId::new).orElse(null),
                fields.isPresent()));
    }

    /** Its pieces are cut between bytes, but an address has only ASCII characters. */
    private static String avatar(ReplyReader fields) {
        List<String> pieces = Stream.of(text(fields), text(fields), text(fields), text(fields)).filter(Objects::nonNull)
                .toList();
        return pieces.isEmpty() ? null : String.join("", pieces);
    }

    private static String text(ReplyReader fields) {
        return fields.bytes().map(bytes -> new String(bytes, UTF_8)).orElse(null);
    }
}
