package io.wxsession.simulator;

import java.util.function.Function;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What the APIs that want an access_token have in common. */
final class TokenProtectedCalls {

    private final SimulatedAccessTokens tokens;
    private final ResponseSender responses;

    TokenProtectedCalls(SimulatedAccessTokens tokens, ResponseSender responses) {
        this.tokens = tokens;
        this.responses = responses;
    }

    /**
     * Answers a call.
     *
     * @param process takes the AppID that the token speaks for and gives what a success adds to {@code errcode} 0
     */
    void send(RoutingContext context, Endpoint endpoint, Function<String, JsonObject> process) {
        String token = context.queryParams().get("access_token");
        responses.send(context, endpoint, tokens.appOf(token), () -> {
            JsonObject result = process.apply(tokens.authenticate(token));
            return new JsonObject().put("errcode", 0).put("errmsg", "ok").mergeIn(result);
        });
    }
}
