package io.wxsession.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sha256;

/** The nonces of plain pushes, each with the body that it was first seen with. */
@ApplicationScoped
class PushNonceStore {

    private static final Script<Boolean> TAKE = Script.of(ReplyReader::flag, "push_nonce.lua");

    private final RedisCommands redis;

    PushNonceStore(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * Notes the body of a nonce.
     *
     * @param kept how long to remember it
     * @return whether the nonce is new or came with the same body before
     */
    Uni<Boolean> take(String appId, String timestamp, String nonce, String body, Duration kept) {
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(body.getBytes(UTF_8)));
        return redis.run(TAKE, List.of(RedisKeys.pushNonce(appId, timestamp, nonce)), List.of(hash, kept));
    }
}
