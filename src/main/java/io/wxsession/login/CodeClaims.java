package io.wxsession.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.wxsession.redis.RedisPipeline;
import io.wxsession.sealing.Sha256;

/** Sees to it that a login code is sent to WeChat once, whichever replica it comes to and however often. */
@ApplicationScoped
class CodeClaims {

    /** Twice as long as WeChat keeps a code. */
    private static final long KEPT_SECONDS = 600;

    private final RedisPipeline redis;

    CodeClaims(RedisPipeline redis) {
        this.redis = redis;
    }

    /** Whether the code is now the caller's to send. */
    Uni<Boolean> claim(String appId, String code) {
        return redis.send(Request.cmd(Command.SET).arg(key(appId, code)).arg("1").arg("NX").arg("EX").arg(KEPT_SECONDS))
                .map(answer -> answer != null);
    }

    /** Gives the code back, for it certainly was not sent. If that fails the phone fetches another one. */
    Uni<Void> release(String appId, String code) {
        return redis.send(Request.cmd(Command.DEL).arg(key(appId, code))).replaceWithVoid()
                .onFailure().recoverWithNull();
    }

    private static String key(String appId, String code) {
        byte[] hash = Sha256.of((appId + '\0' + code).getBytes(UTF_8));
        return "wxs:code:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
