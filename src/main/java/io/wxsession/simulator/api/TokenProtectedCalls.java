package io.wxsession.simulator.api;

import java.util.function.Function;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.state.SimulatedAccessTokens;

/** Responds to calls that need an access_token in the query. */
final class TokenProtectedCalls {

    private final SimulatedAccessTokens tokens;
    private final ResponseSender responses;

    TokenProtectedCalls(SimulatedAccessTokens tokens, ResponseSender responses) {
        this.tokens = tokens;
        this.responses = responses;
    }

    /**
     * Checks the access_token, runs the call and sends the response.
     *
     * @param process takes the AppID of the token; gives the fields that a success adds to {@code errcode} 0
     */
    void send(RoutingContext context, Endpoint endpoint, Function<String, JsonObject> process) {
        String token = context.queryParams().get("access_token");
        responses.send(context, endpoint, tokens.appOf(token), () -> {
            JsonObject result = process.apply(tokens.authenticate(token));
            return new JsonObject().put("errcode", 0).put("errmsg", "ok").mergeIn(result);
        });
    }
}
