package io.wxsession.downstream;

import java.util.List;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.wxsession.problem.Problem;
import io.wxsession.problem.ProblemCode;

/**
 * The form that introspection and revocation take (RFC 7662 §2.1, RFC 7009 §2.1). The type hint is not needed.
 *
 * @param token the token asked about
 */
record TokenForm(String token) {

    /** Reads a form in which the token must be there once, and an empty one is as if it were not (RFC 6749 §3.1, §3.2). */
    static TokenForm parse(String body) {
        List<String> tokens = parameters(body);
        if (tokens.size() != 1 || tokens.get(0).isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "The parameter 'token' is required, once.").exception();
        }
        return new TokenForm(tokens.get(0));
    }

    private static List<String> parameters(String body) {
        try {
            return new QueryStringDecoder(body == null ? "" : body, false).parameters().getOrDefault("token", List.of());
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "The form is malformed.").exception();
        }
    }

    @Override
    public String toString() {
        return "TokenForm[…]";
    }
}
