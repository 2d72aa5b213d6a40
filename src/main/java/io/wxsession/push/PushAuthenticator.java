package io.wxsession.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Verifies that a push comes from WeChat, and decrypts it. */
@ApplicationScoped
class PushAuthenticator {

    private static final Duration FRESH = Duration.ofMinutes(10);

    private final PushNonceStore nonces;

    PushAuthenticator(PushNonceStore nonces) {
        this.nonces = nonces;
    }

    /** Whether a URL check comes from WeChat. Its nonce is good for no plain push, since whoever logs URLs has seen it. */
    Uni<Boolean> isAddressCheck(PushedApp app, PushQuery push) {
        boolean signed = push.echostr != null
                && PushSignature.verify(push.signature, app.token().value(), push.timestamp, push.nonce);
        return signed && app.aesKey().isEmpty() ? takeNonce(app, push, "") : Uni.createFrom().item(signed);
    }

    /** The message of a push; empty if the push is not authentic. */
    Uni<Optional<PushBody>> message(PushedApp app, PushQuery push, String body) {
        Optional<PushBody> outer = PushBody.parse(body);
        return app.aesKey().isPresent()
                ? Uni.createFrom().item(outer.flatMap(envelope -> encrypted(app, app.aesKey().get(), push, envelope)))
                : plain(app, push, body, outer);
    }

    private static Optional<PushBody> encrypted(PushedApp app, byte[] key, PushQuery push, PushBody envelope) {
        return envelope.text("Encrypt")
                .filter(it -> PushSignature.verify(push.messageSignature, app.token().value(), push.timestamp, push.nonce, it))
                .flatMap(it -> PushCipher.open(key, app.id(), it))
                .flatMap(PushBody::parse);
    }

    /**
     * The signature of a plain push does not cover its body. So the timestamp must be recent, and a nonce is valid for one
     * body.
     */
    private Uni<Optional<PushBody>> plain(PushedApp app, PushQuery push, String body, Optional<PushBody> message) {
        boolean signed = PushSignature.verify(push.signature, app.token().value(), push.timestamp, push.nonce);
        if (!signed || !isFresh(push.timestamp) || message.isEmpty() || message.get().text("Encrypt").isPresent()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return takeNonce(app, push, body).map(taken -> taken ? message : Optional.empty());
    }

    private Uni<Boolean> takeNonce(PushedApp app, PushQuery push, String body) {
        return nonces.take(app.id(), push.timestamp, push.nonce, body, FRESH.multipliedBy(2));
    }

    private static boolean isFresh(String timestamp) {
        OptionalLong sent = UnixSecond.parse(timestamp);
        return sent.isPresent() && Math.abs(Instant.now().getEpochSecond() - sent.getAsLong()) <= FRESH.toSeconds();
    }
}
