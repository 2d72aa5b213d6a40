package io.wxsession.wechat;

import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.wechat.app.App;

/**
 * Runs calls that need the app's WeChat access token. If WeChat refuses the token, it is replaced and the call repeated once.
 */
@ApplicationScoped
class AuthorizedCallExecutor {

    private static final Set<Integer> TOKEN_NOT_VALID = Set.of(40001, 40014, 42001);

    private final WechatAccessTokenCustody tokens;
    private final WechatCallExecutor calls;

    AuthorizedCallExecutor(WechatAccessTokenCustody tokens, WechatCallExecutor calls) {
        this.tokens = tokens;
        this.calls = calls;
    }

    /** WeChat's response, with any errcode; fails with {@code wechat_unavailable} if there is none. */
    Uni<WechatResponse> call(App app, WechatOperation operation, Function<String, Uni<RestResponse<byte[]>>> request) {
        return tokens.of(app).chain(token -> once(app, operation, token, request)
                .chain(response -> TOKEN_NOT_VALID.contains(response.errcode())
                        ? tokens.insteadOf(app, token).chain(fresh -> once(app, operation, fresh, request))
                        : Uni.createFrom().item(response)));
    }

    private Uni<WechatResponse> once(App app, WechatOperation operation, WechatAccessToken token,
            Function<String, Uni<RestResponse<byte[]>>> request) {
        return calls.call(app, operation, () -> request.apply(token.value().value()))
                .onFailure().transform(failure -> Problem.of(ProblemCode.WECHAT_UNAVAILABLE).exception());
    }
}
