// The digests of access tokens are made by this package alone.
package io.wxsession.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Partition;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionId;
import io.wxsession.keyspace.UserId;
import io.wxsession.sealing.KeyRing;

/**
 * Writes many sessions to Redis, each of another user, as copies of one that a real login has left there, and appends their
 * access tokens to a file. A million real logins would take half an hour. The counters of users and sessions are left as they are.
 * Arguments: port of Redis, file of the signing key, sealing key, app id, number of sessions, file for access tokens.
 */
final class ManySessions {

    private static final IssuerAndAudience OURS = new IssuerAndAudience("wxsession", "wxsession");
    private static final int AT_ONCE = 2000;
    private static final int DAY = 86_000;

    private final RedisConnection redis;
    private final SigningKey key;
    private final AccessTokenDigests digests;
    private final String appId;
    private final IdGenerator ids = new IdGenerator();
    private final AtomicLong number = new AtomicLong();
    /** The names and values of the copied user; null stands for the openid. */
    private final List<Buffer> user;
    private final JsonObject record;
    private final long lifetime;

    private ManySessions(RedisConnection redis, SigningKey key, AccessTokenDigests digests, String appId) {
        this.redis = redis;
        this.key = key;
        this.digests = digests;
        this.appId = appId;
        String session = command(Command.SCAN, "0", "MATCH", "wxs:{*}:s:*", "COUNT", "1000000").get(1).get(0).toString();
        this.record = new JsonObject(command(Command.GET, session).toString());
        this.lifetime = command(Command.PTTL, session).toLong();
        this.user = new ArrayList<>();
        Response fields = command(Command.HGETALL, RedisKeys.user(new UserId(record.getString("u"))));
        fields.getKeys().forEach(name -> {
            user.add(Buffer.buffer(name));
            user.add(name.equals("openid") ? null : fields.get(name).toBuffer());
        });
    }

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        RedisConnection redis = get(Redis.createClient(vertx, new RedisOptions()
                .setConnectionString("redis://127.0.0.1:" + args[0]).setMaxWaitingHandlers(10 * AT_ONCE)).connect());
        ManySessions sessions = new ManySessions(redis, PemKeyReader.read(Path.of(args[1])),
                new AccessTokenDigests(new KeyRing(List.of(new Secret(args[2]))), OURS), args[3]);
        try (PrintWriter tokens = new PrintWriter(
                Files.newBufferedWriter(Path.of(args[5]), US_ASCII, StandardOpenOption.APPEND))) {
            for (int left = Integer.parseInt(args[4]); left > 0; left -= AT_ONCE) {
                sessions.write(Math.min(left, AT_ONCE), tokens);
            }
        }
        System.exit(0);
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private Response command(Command command, String... args) {
        Request request = Request.cmd(command);
        for (String arg : args) {
            request.arg(arg);
        }
        return get(redis.send(request));
    }

    private void write(int count, PrintWriter tokens) {
        List<Copy> copies = IntStream.range(0, count).parallel().mapToObj(i -> copy(number.getAndIncrement())).toList();
        List<Request> requests = new ArrayList<>();
        copies.forEach(copy -> requests.addAll(copy.requests()));
        get(redis.batch(requests));
        copies.forEach(copy -> tokens.println(copy.token()));
    }

    private Copy copy(long number) {
        Openid openid = new Openid("o%027d".formatted(number));
        Partition partition = Partition.of(appId, openid);
        UserId id = ids.userId(partition);
        SessionId sid = ids.sessionId(partition);
        String token = token(sid);
        String session = record.copy().put("u", id.value()).put("o", openid.value())
                .put("k", digests.of(new Secret(token))).encode();
        String ends = Long.toString(System.currentTimeMillis() + lifetime);
        Request hash = Request.cmd(Command.HSET).arg(RedisKeys.user(id));
        user.forEach(part -> hash.arg(part == null ? Buffer.buffer(openid.value()) : part));
        return new Copy(token, List.of(hash,
                Request.cmd(Command.HSET).arg(RedisKeys.registry(partition, appId)).arg(openid.value()).arg(id.value()),
                Request.cmd(Command.SET).arg(RedisKeys.session(sid.handle())).arg(session).arg("PX").arg(lifetime),
                Request.cmd(Command.ZADD).arg(RedisKeys.sessionIndex(id)).arg(ends).arg(sid.handle().value()),
                Request.cmd(Command.PEXPIREAT).arg(RedisKeys.sessionIndex(id)).arg(ends)));
    }

    private String token(SessionId sid) {
        long now = Instant.now().getEpochSecond();
        return Jwt.issuer(OURS.issuer()).audience(OURS.audience()).issuedAt(now).expiresAt(now + DAY)
                .claim(AccessTokenIssuer.SESSION, sid.value()).jws().type(AccessTokenIssuer.TYPE).keyId(key.kid())
                .algorithm(SignatureAlgorithm.fromAlgorithm(key.algorithm())).sign(key.privateKey());
    }

    /** What is written of one session. */
    private record Copy(String token, List<Request> requests) {
    }
}
