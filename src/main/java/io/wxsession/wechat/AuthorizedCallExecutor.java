package io.wxsession.wechat;

import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemException;

/** Calls of WeChat that want the app's access token. One that has died is replaced, once. */
@ApplicationScoped
class AuthorizedCallExecutor {

    private static final Set<Integer> DEAD_TOKEN = Set.of(40001, 40014, 42001);

    private final WechatAccessTokenCustody tokens;
    private final WechatCallExecutor calls;
    private final WechatErrorMapper log;

    AuthorizedCallExecutor(WechatAccessTokenCustody tokens, WechatCallExecutor calls, WechatErrorMapper log) {
        this.tokens = tokens;
        this.calls = calls;
        this.log = log;
    }

    /** WeChat's answer, whatever its errcode; fails with a problem if there is none. */
    Uni<WechatResponse> call(App app, Function<String, Uni<RestResponse<byte[]>>> request) {
        return tokens.of(app).chain(token -> once(app, token, request)
                .chain(answer -> DEAD_TOKEN.contains(answer.errcode())
                        ? tokens.insteadOf(app, token).chain(fresh -> once(app, fresh, request))
                        : Uni.createFrom().item(answer)));
    }

    private Uni<WechatResponse> once(App app, WechatAccessToken token, Function<String, Uni<RestResponse<byte[]>>> request) {
        return calls.call(app, () -> request.apply(token.value()))
                .onFailure(failure -> !(failure instanceof ProblemException)).transform(failure -> {
                    log.unavailable(app, failure);
                    return Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception();
                });
    }
}
