package io.wxsession.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sha256;

/** Tells WeChat's pushes from everybody else's. */
@ApplicationScoped
class PushAuthenticator {

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Script NONCE = Script.of("push_nonce.lua");

    private final RedisCommands redis;

    PushAuthenticator(RedisCommands redis) {
        this.redis = redis;
    }

    /** Whether a check of our address comes from WeChat. */
    boolean isAddressCheck(PushedApp app, PushQuery push) {
        return push.echostr != null && PushSignature.verify(push.signature, app.token(), push.timestamp, push.nonce);
    }

    /** The message of a push; empty if it does not come from WeChat. */
    Uni<Optional<PushBody>> message(PushedApp app, PushQuery push, String body) {
        Optional<PushBody> outer = PushBody.parse(body);
        return app.aesKey().isPresent()
                ? Uni.createFrom().item(outer.flatMap(envelope -> encrypted(app, app.aesKey().get(), push, envelope)))
                : plain(app, push, body, outer);
    }

    private static Optional<PushBody> encrypted(PushedApp app, byte[] key, PushQuery push, PushBody envelope) {
        return envelope.text("Encrypt")
                .filter(it -> PushSignature.verify(push.messageSignature, app.token(), push.timestamp, push.nonce, it))
                .flatMap(it -> PushCipher.open(key, app.id(), it))
                .flatMap(PushBody::parse);
    }

    /** The signature of a plain push does not cover its body, so it must be fresh, and a nonce is good for one body. */
    private Uni<Optional<PushBody>> plain(PushedApp app, PushQuery push, String body, Optional<PushBody> message) {
        boolean signed = PushSignature.verify(push.signature, app.token(), push.timestamp, push.nonce);
        if (!signed || !isFresh(push.timestamp) || message.isEmpty() || message.get().text("Encrypt").isPresent()) {
            return Uni.createFrom().item(Optional.empty());
        }
        List<String> key = List.of("wxs:nonce:" + hash(app.id() + '\0' + push.timestamp + '\0' + push.nonce));
        return redis.run(NONCE, key, List.of(hash(body), Long.toString(FRESH.multipliedBy(2).toMillis())))
                .map(answer -> answer.toInteger() == 1 ? message : Optional.empty());
    }

    private static boolean isFresh(String timestamp) {
        try {
            return Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) <= FRESH.toSeconds();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text.getBytes(UTF_8)));
    }
}
