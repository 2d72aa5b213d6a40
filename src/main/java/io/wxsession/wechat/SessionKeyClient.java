package io.wxsession.wechat;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.Openid;
import io.wxsession.wechat.app.App;

/** Checks and resets session_keys at WeChat. A signature proves that the caller has the session_key. */
@ApplicationScoped
public class SessionKeyClient {

    private static final String METHOD = "hmac_sha256";
    private static final int NO_KEY = 87007;
    private static final int WRONG_SIGNATURE = 87009;

    private final WechatApi api;
    private final AuthorizedCallExecutor calls;
    private final WechatErrorMapper errors;

    SessionKeyClient(@RestClient WechatApi api, AuthorizedCallExecutor calls, WechatErrorMapper errors) {
        this.api = api;
        this.calls = calls;
        this.errors = errors;
    }

    /** Whether the session_key that signed the empty text is valid. */
    public Uni<Boolean> check(App app, Openid openid, String signature) {
        return calls
                .call(app, WechatOperation.CHECKSESSION, token -> api.checkSession(token, openid.value(), signature, METHOD))
                .map(response -> {
                    if (isNotValid(response)) {
                        return false;
                    }
                    return accepted(app, response);
                });
    }

    /**
     * Replaces the user's session_key at WeChat.
     *
     * @return the new session_key; fails with {@code decryption_failed} if the session_key that signed is not valid any more
     */
    public Uni<Secret> reset(App app, Openid openid, String signature) {
        return calls.call(app, WechatOperation.RESETUSERSESSIONKEY,
                token -> api.resetSessionKey(token, openid.value(), signature, METHOD)).map(response -> {
                    if (isNotValid(response)) {
                        throw Problem.of(ProblemCode.DECRYPTION_FAILED).exception();
                    }
                    accepted(app, response);
                    return new Secret(response.sessionKey().orElseThrow());
                });
    }

    private static boolean isNotValid(WechatResponse response) {
        return response.errcode() == NO_KEY || response.errcode() == WRONG_SIGNATURE;
    }

    private boolean accepted(App app, WechatResponse response) {
        if (response.errcode() != 0) {
            throw errors.problem(app, response).exception();
        }
        return true;
    }
}
