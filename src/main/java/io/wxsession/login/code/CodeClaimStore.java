package io.wxsession.login.code;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.IdGenerator;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/** Claims login codes, so that each is sent to WeChat once, however often and to whichever replica it comes. */
@ApplicationScoped
class CodeClaimStore {

    /** Twice the time that WeChat keeps a code. */
    private static final long KEPT_SECONDS = 600;
    private static final Script<Void> RELEASE = Script.withoutReply("release.lua");

    private final RedisCommands redis;
    private final IdGenerator ids;

    CodeClaimStore(RedisCommands redis, IdGenerator ids) {
        this.redis = redis;
        this.ids = ids;
    }

    /** The right to send the code; empty if it is claimed already. */
    Uni<Optional<Claim>> claim(String appId, Secret code) {
        Claim claim = new Claim(RedisKeys.codeClaim(appId, code), ids.nonce());
        return redis.send(Request.cmd(Command.SET).arg(claim.key()).arg(claim.owner()).arg("NX").arg("EX").arg(KEPT_SECONDS),
                reply -> reply.isPresent() ? Optional.of(claim) : Optional.<Claim> empty())
                .onFailure().invoke(() -> releaseLater(claim));
    }

    /** Gives the right back, because the code was not sent. If Redis fails, the phone must get another code. */
    Uni<Void> release(Claim claim) {
        return redis.run(RELEASE, List.of(claim.key()), List.of(claim.owner())).onFailure().recoverWithNull();
    }

    /** A Redis that did not answer in time may still carry out the claim, so the release is sent after it. */
    private void releaseLater(Claim claim) {
        release(claim).subscribe().with(released -> {
        });
    }

    /**
     * The right to send a code.
     *
     * @param key the key of the claim, which holds only a hash of the code
     * @param owner identifies this claim among all claims of the code
     */
    record Claim(String key, String owner) {
    }
}
