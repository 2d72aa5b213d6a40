package io.wxsession.login.code;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.login.code.CodeClaimStore.Claim;
import io.wxsession.wechat.CodeExchange;
import io.wxsession.wechat.CodeExchange.Granted;
import io.wxsession.wechat.LoginCodeClient;
import io.wxsession.wechat.WechatErrorCode;
import io.wxsession.wechat.app.App;

/** Exchanges login codes at WeChat, each of them once. */
@ApplicationScoped
public class CodeExchangeService {

    private final CodeClaimStore claims;
    private final LoginCodeClient wechat;

    CodeExchangeService(CodeClaimStore claims, LoginCodeClient wechat) {
        this.claims = claims;
        this.wechat = wechat;
    }

    /** The user that the code belongs to; fails with the problem that prevents the exchange. */
    public Uni<Granted> exchange(App app, Secret code) {
        return claims.claim(app.id(), code).chain(claimed -> claimed
                .map(claim -> wechat.exchange(app, code).chain(exchange -> granted(claim, exchange)))
                .orElseGet(() -> Uni.createFrom().failure(Problem.of(ProblemCode.CODE_USED).exception())));
    }

    private Uni<Granted> granted(Claim claim, CodeExchange exchange) {
        if (exchange instanceof Granted granted) {
            return Uni.createFrom().item(granted);
        }
        return (isUnspent(exchange) ? claims.release(claim) : Uni.createFrom().voidItem())
                .chain(() -> Uni.createFrom().failure(problem(exchange).exception()));
    }

    /** Whether the code is still valid: it was not sent, or WeChat refused the request because its quota was used up. */
    private static boolean isUnspent(CodeExchange exchange) {
        return exchange instanceof CodeExchange.Unavailable unavailable && unavailable.codeNotSent()
                || exchange instanceof CodeExchange.Rejected rejected && rejected.reason() == WechatErrorCode.RATE_LIMITED;
    }

    private static Problem problem(CodeExchange exchange) {
        return exchange instanceof CodeExchange.Rejected rejected ? rejected.reason().problem()
                : Problem.of(ProblemCode.WECHAT_UNAVAILABLE);
    }
}
