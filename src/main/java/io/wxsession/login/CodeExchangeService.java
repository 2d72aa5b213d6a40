package io.wxsession.login;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.login.CodeClaimStore.Claim;
import io.wxsession.wechat.App;
import io.wxsession.wechat.CodeExchange;
import io.wxsession.wechat.CodeExchange.Granted;
import io.wxsession.wechat.LoginCodeClient;
import io.wxsession.wechat.WechatErrorCode;

/** Finds out from WeChat whose code it is, asking once for each code. */
@ApplicationScoped
class CodeExchangeService {

    private final CodeClaimStore claims;
    private final LoginCodeClient wechat;

    CodeExchangeService(CodeClaimStore claims, LoginCodeClient wechat) {
        this.claims = claims;
        this.wechat = wechat;
    }

    /** The user behind a code; fails with the problem that says why there is none. */
    Uni<Granted> identify(App app, String code) {
        return claims.claim(app.id(), code).chain(claimed -> claimed
                .map(claim -> wechat.exchange(app, code).chain(exchange -> granted(claim, exchange)))
                .orElseGet(() -> Uni.createFrom().failure(Problem.of(ProblemCode.CODE_USED).exception())));
    }

    private Uni<Granted> granted(Claim claim, CodeExchange exchange) {
        if (exchange instanceof Granted granted) {
            return Uni.createFrom().item(granted);
        }
        return (isUntouched(exchange) ? claims.release(claim) : Uni.createFrom().voidItem())
                .chain(() -> Uni.createFrom().failure(problem(exchange).exception()));
    }

    /** Whether the code is as good as before: it did not leave, or WeChat turned the request away for being one too many. */
    private static boolean isUntouched(CodeExchange exchange) {
        return exchange instanceof CodeExchange.Unavailable unavailable && unavailable.codeUntouched()
                || exchange instanceof CodeExchange.Rejected rejected && rejected.reason() == WechatErrorCode.RATE_LIMITED;
    }

    private static Problem problem(CodeExchange exchange) {
        return exchange instanceof CodeExchange.Rejected rejected ? rejected.reason().problem()
                : Problem.of(ProblemCode.WECHAT_UNAVAILABLE);
    }
}
