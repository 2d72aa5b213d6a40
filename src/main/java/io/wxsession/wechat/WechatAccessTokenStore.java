package io.wxsession.wechat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sealer;

/** The one access token of each app in Redis, sealed, and the lock under which it is renewed. */
@ApplicationScoped
class WechatAccessTokenStore {

    /** The most that is taken off a token's life so that it is renewed before it ends; WeChat renews five minutes early too. */
    private static final Duration RENEWED_AHEAD = Duration.ofMinutes(5);

    private static final Script TAKE = Script.of("sessions.lua", "access_token_take.lua");
    private static final Script PUT = Script.of("sessions.lua", "access_token_put.lua");
    private static final Script RELEASE = Script.of("sessions.lua", "access_token_release.lua");
    private static final Script DISCARD = Script.of("sessions.lua", "access_token_discard.lua");

    private final RedisCommands redis;
    private final Sealer sealer;

    WechatAccessTokenStore(RedisCommands redis, Sealer sealer) {
        this.redis = redis;
        this.sealer = sealer;
    }

    /** The token, or the right to renew it, or the advice to wait for whoever has that right. */
    Uni<State> take(App app, String owner, Duration lock) {
        return redis.run(TAKE, keys(app), List.of(owner, millis(lock))).map(answer -> state(app, answer));
    }

    private State state(App app, Response answer) {
        Optional<WechatAccessToken> token = open(app, answer.get(1).toString(), answer.get(2).toLong());
        return switch (answer.get(0).toString()) {
            case "renew" -> new Renew(token);
            case "token" -> token.<State> map(Ready::new).orElseGet(() -> new Unreadable(answer.get(1).toString()));
            default -> new Wait();
        };
    }

    private Optional<WechatAccessToken> open(App app, String sealed, long millisLeft) {
        return sealed.isEmpty() || millisLeft <= 0 ? Optional.empty()
                : sealer.open(sealed, app.id()).map(value -> new WechatAccessToken(value, millisLeft / 1000, sealed));
    }

    /** Keeps a new token and gives up the lock, if it is still the owner's. */
    Uni<WechatAccessToken> put(App app, String owner, String value, long expiresIn) {
        String sealed = sealer.seal(value, app.id());
        Duration life = Duration.ofSeconds(expiresIn);
        Duration ahead = life.dividedBy(4).compareTo(RENEWED_AHEAD) < 0 ? life.dividedBy(4) : RENEWED_AHEAD;
        return redis.run(PUT, keys(app), List.of(owner, sealed, millis(life), millis(ahead)))
                .replaceWith(new WechatAccessToken(value, expiresIn, sealed));
    }

    /** Gives up the lock after a failure; nobody tries again before the pause is over. */
    Uni<Void> release(App app, String owner, Duration pause) {
        return redis.run(RELEASE, keys(app), List.of(owner, millis(pause))).replaceWithVoid();
    }

    /** Forgets a token that WeChat does not accept, unless another one is kept by now. */
    Uni<Void> discard(App app, String sealed) {
        return redis.run(DISCARD, keys(app), List.of(sealed)).replaceWithVoid();
    }

    private static List<String> keys(App app) {
        return List.of("wxs:at:" + app.id());
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** How things stand with an app's token. */
    sealed interface State {
    }

    /** There is one. */
    record Ready(WechatAccessToken token) implements State {
    }

    /** It is the caller's to renew; the last one may still be good. */
    record Renew(Optional<WechatAccessToken> last) implements State {
    }

    /** Somebody renews it. */
    record Wait() implements State {
    }

    /** It was sealed with a key that is gone. */
    record Unreadable(String sealed) implements State {

        @Override
        public String toString() {
            return "Unreadable";
        }
    }
}
