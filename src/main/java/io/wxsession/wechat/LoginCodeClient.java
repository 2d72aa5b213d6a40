package io.wxsession.wechat;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.wechat.app.App;

/** Exchanges login codes at WeChat. Of a response only errcode and rid are logged. */
@ApplicationScoped
public class LoginCodeClient {

    private final WechatApi api;
    private final WechatCallExecutor calls;
    private final AppSecrets secrets;
    private final WechatErrorMapper errors;

    LoginCodeClient(@RestClient WechatApi api, WechatCallExecutor calls, AppSecrets secrets, WechatErrorMapper errors) {
        this.api = api;
        this.calls = calls;
        this.secrets = secrets;
        this.errors = errors;
    }

    /**
     * Exchanges a login code. It is sent a second time only if WeChat was busy, refused the secret, or the first request was not
     * sent.
     */
    public Uni<CodeExchange> exchange(App app, Secret code) {
        return secrets.call(app, secret -> calls.call(app, WechatOperation.JSCODE2SESSION,
                () -> api.jscode2session(app.id(), secret.value(), code.value(), "authorization_code")))
                .map(response -> meaning(app, response))
                .onFailure().recoverWithItem(failure -> {
                    errors.unavailable(app, failure);
                    return new CodeExchange.Unavailable(RequestNotSent.causedBy(failure));
                });
    }

    private CodeExchange meaning(App app, WechatResponse response) {
        if (response.errcode() == 0) {
            return granted(response);
        }
        return errors.reason(app, response).<CodeExchange> map(CodeExchange.Rejected::new)
                .orElseGet(() -> new CodeExchange.Unavailable(false));
    }

    /** A response without openid or session_key is an error. */
    private static CodeExchange granted(WechatResponse response) {
        Optional<String> openid = response.text("openid");
        Optional<String> sessionKey = response.sessionKey();
        if (openid.isEmpty() || sessionKey.isEmpty()) {
            throw new WechatFailure("the response is incomplete");
        }
        return new CodeExchange.Granted(new Openid(openid.get()), response.text("unionid").map(Unionid::new).orElse(null),
                new Secret(sessionKey.get()));
    }
}
