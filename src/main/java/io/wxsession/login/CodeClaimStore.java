package io.wxsession.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sha256;

/** Sees to it that a login code is sent to WeChat once, whichever replica it comes to and however often. */
@ApplicationScoped
class CodeClaimStore {

    /** Twice as long as WeChat keeps a code. */
    private static final long KEPT_SECONDS = 600;

    private static final Script RELEASE = Script.of("release.lua");

    private final RedisCommands redis;
    private final IdGenerator ids;

    CodeClaimStore(RedisCommands redis, IdGenerator ids) {
        this.redis = redis;
        this.ids = ids;
    }

    /** The right to send the code; empty if somebody else has it. */
    Uni<Optional<Claim>> claim(String appId, String code) {
        Claim claim = new Claim(key(appId, code), ids.nonce());
        return redis.send(Request.cmd(Command.SET).arg(claim.key()).arg(claim.owner()).arg("NX").arg("EX").arg(KEPT_SECONDS))
                .map(answer -> answer == null ? Optional.<Claim> empty() : Optional.of(claim))
                .onFailure().invoke(() -> releaseLater(claim));
    }

    /** Gives the code back, for it certainly was not sent. If that fails the phone fetches another one. */
    Uni<Void> release(Claim claim) {
        return redis.run(RELEASE, List.of(claim.key()), List.of(claim.owner())).replaceWithVoid().onFailure().recoverWithNull();
    }

    /** A Redis that did not answer in time may still carry out what it was told, so what follows must be told as well. */
    private void releaseLater(Claim claim) {
        release(claim).subscribe().with(released -> {
        });
    }

    private static String key(String appId, String code) {
        byte[] hash = Sha256.of((appId + '\0' + code).getBytes(UTF_8));
        return "wxs:code:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /**
     * The right to send a code.
     *
     * @param key under which it is noted
     * @param owner what tells it from every other claim of the same code
     */
    record Claim(String key, String owner) {

        @Override
        public String toString() {
            return "Claim[…]";
        }
    }
}
