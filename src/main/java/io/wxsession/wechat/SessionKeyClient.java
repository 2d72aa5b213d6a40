package io.wxsession.wechat;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.Openid;

/** Asks WeChat about session_keys. Who asks proves by a signature that it has the key. */
@ApplicationScoped
public class SessionKeyClient {

    private static final String METHOD = "hmac_sha256";
    private static final int NO_KEY = 87007;
    private static final int WRONG_SIGNATURE = 87009;

    private final WechatApi api;
    private final AuthorizedCallExecutor calls;
    private final WechatErrorMapper log;

    SessionKeyClient(@RestClient WechatApi api, AuthorizedCallExecutor calls, WechatErrorMapper log) {
        this.api = api;
        this.calls = calls;
        this.log = log;
    }

    /** Whether the key that signed the empty text is alive. */
    public Uni<Boolean> check(App app, Openid openid, String signature) {
        return calls.call(app, token -> api.checkSession(token, openid.value(), signature, METHOD)).map(answer -> {
            if (isDead(answer)) {
                return false;
            }
            return accepted(app, answer);
        });
    }

    /**
     * Has WeChat give the user another key.
     *
     * @return the new session_key; fails with {@code decryption_failed} if the one that signed is dead already
     */
    public Uni<Secret> reset(App app, Openid openid, String signature) {
        return calls.call(app, token -> api.resetSessionKey(token, openid.value(), signature, METHOD)).map(answer -> {
            if (isDead(answer)) {
                throw Problem.of(ProblemCode.DECRYPTION_FAILED).exception();
            }
            accepted(app, answer);
            return answer.sessionKey().map(Secret::new)
                    .orElseThrow(() -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception());
        });
    }

    private static boolean isDead(WechatResponse answer) {
        return answer.errcode() == NO_KEY || answer.errcode() == WRONG_SIGNATURE;
    }

    private boolean accepted(App app, WechatResponse answer) {
        if (answer.errcode() != 0) {
            throw log.problem(app, answer).exception();
        }
        return true;
    }
}
