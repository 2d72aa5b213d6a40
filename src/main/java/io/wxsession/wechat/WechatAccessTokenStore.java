package io.wxsession.wechat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;
import io.wxsession.sealing.SealedValue;
import io.wxsession.sealing.Sealer;
import io.wxsession.wechat.app.App;

/** The one access_token of each app, sealed, and the lock under which it is renewed. */
@ApplicationScoped
class WechatAccessTokenStore {

    /** The longest time before its end at which a token is renewed. WeChat renews five minutes early too. */
    private static final Duration RENEWED_AHEAD = Duration.ofMinutes(5);

    private static final Script<TakeReply> TAKE = Script.of(TakeReply::read, "sessions.lua", "wechat_access_token_take.lua");
    private static final Script<Void> PUT = Script.withoutReply("sessions.lua", "wechat_access_token_put.lua");
    private static final Script<Void> RELEASE = Script.withoutReply("sessions.lua", "wechat_access_token_release.lua");
    private static final Script<Void> DISCARD = Script.withoutReply("sessions.lua", "wechat_access_token_discard.lua");

    private final RedisCommands redis;
    private final Sealer sealer;

    WechatAccessTokenStore(RedisCommands redis, Sealer sealer) {
        this.redis = redis;
        this.sealer = sealer;
    }

    /** The token, or the lock to renew it, or the advice to wait for the owner of that lock. */
    Uni<State> take(App app, String owner, Duration lock) {
        return redis.run(TAKE, keys(app), List.of(owner, lock)).map(reply -> state(app, reply));
    }

    private State state(App app, TakeReply reply) {
        Optional<WechatAccessToken> token = reply.sealed().flatMap(sealed -> open(app, sealed, reply.millisLeft()));
        return switch (reply.state()) {
            case "renew" -> new Renew(token);
            case "token" -> token.<State> map(Ready::new).orElseGet(() -> new Unreadable(reply.sealed().orElseThrow()));
            default -> new Wait();
        };
    }

    private Optional<WechatAccessToken> open(App app, SealedValue sealed, long millisLeft) {
        return millisLeft <= 0 ? Optional.empty()
                : sealer.open(sealed, app.id())
                        .map(value -> new WechatAccessToken(new Secret(value), millisLeft / 1000, sealed));
    }

    /** Keeps a new token and releases the lock, if the owner still has it. */
    Uni<WechatAccessToken> put(App app, String owner, String value, long expiresIn) {
        SealedValue sealed = sealer.seal(value, app.id());
        Duration life = Duration.ofSeconds(expiresIn);
        Duration ahead = life.dividedBy(4).compareTo(RENEWED_AHEAD) < 0 ? life.dividedBy(4) : RENEWED_AHEAD;
        return redis.run(PUT, keys(app), List.of(owner, sealed, life, ahead))
                .replaceWith(new WechatAccessToken(new Secret(value), expiresIn, sealed));
    }

    /** Releases the lock after a failure. The next attempt must wait for the pause. */
    Uni<Void> release(App app, String owner, Duration pause) {
        return redis.run(RELEASE, keys(app), List.of(owner, pause));
    }

    /** Deletes a token that WeChat does not accept, unless a newer one is kept by now. */
    Uni<Void> discard(App app, SealedValue sealed) {
        return redis.run(DISCARD, keys(app), List.of(sealed));
    }

    private static List<String> keys(App app) {
        return List.of(RedisKeys.wechatAccessToken(app.id()));
    }

    /** The state of an app's token. */
    sealed interface State {
    }

    /** There is a valid token. */
    record Ready(WechatAccessToken token) implements State {
    }

    /** The caller must renew it; the last one may still be valid. */
    record Renew(Optional<WechatAccessToken> last) implements State {
    }

    /** Another caller is renewing it, or a renewal has just failed. */
    record Wait() implements State {
    }

    /** The token was sealed with a key that is gone. */
    record Unreadable(SealedValue sealed) implements State {
    }

    private record TakeReply(String state, Optional<SealedValue> sealed, long millisLeft) {

        static TakeReply read(ReplyReader reply) {
            return new TakeReply(reply.text(), reply.sealedValue(), reply.number());
        }
    }
}
