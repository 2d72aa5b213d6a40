package io.wxsession.wechat;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;

/** Asks WeChat and says what its answers mean. Nothing that it is told or answered is logged, but for errcode and rid. */
@ApplicationScoped
public class LoginCodeClient {

    private final WechatApi api;
    private final WechatCallExecutor calls;
    private final WechatErrorMapper log;

    LoginCodeClient(@RestClient WechatApi api, WechatCallExecutor calls, WechatErrorMapper log) {
        this.api = api;
        this.calls = calls;
        this.log = log;
    }

    /** Trades a login code. It is sent a second time only if WeChat said that it was busy, or if it never left. */
    public Uni<CodeExchange> exchange(App app, String code) {
        return calls.call(app, () -> api.jscode2session(app.id(), app.secret(), code, "authorization_code"))
                .map(answer -> meaning(app, answer))
                .onFailure().recoverWithItem(failure -> {
                    log.unavailable(app, failure);
                    return new CodeExchange.Unavailable(RequestNotSent.causedBy(failure));
                });
    }

    private CodeExchange meaning(App app, WechatResponse answer) {
        if (answer.errcode() == 0) {
            return granted(answer);
        }
        Optional<WechatErrorCode> rejection = WechatErrorCode.of(answer.errcode());
        if (rejection.isEmpty()) {
            log.failing(app, answer);
            return new CodeExchange.Unavailable(false);
        }
        if (rejection.get() == WechatErrorCode.MISCONFIGURED) {
            log.misconfigured(app, answer);
        }
        return new CodeExchange.Rejected(rejection.get());
    }

    /** An answer is worth something only if it is complete. */
    private static CodeExchange granted(WechatResponse answer) {
        Optional<String> openid = answer.text("openid");
        Optional<String> sessionKey = answer.sessionKey();
        if (openid.isEmpty() || sessionKey.isEmpty()) {
            throw new WechatFailure("an incomplete answer");
        }
        return new CodeExchange.Granted(new Openid(openid.get()), answer.text("unionid").map(Unionid::new).orElse(null),
                new Secret(sessionKey.get()));
    }
}
