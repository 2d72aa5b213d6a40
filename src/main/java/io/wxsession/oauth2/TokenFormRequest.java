package io.wxsession.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.wxsession.config.Secret;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;

/**
 * The form of introspection and revocation (RFC 7662 §2.1, RFC 7009 §2.1). The {@code token_type_hint} is ignored.
 *
 * @param token the access or refresh token
 */
record TokenFormRequest(Secret token) {

    private static final int MAX_PARAMETERS = 64;

    /** Reads the form. The token is required; an empty parameter counts as absent and none may repeat (RFC 6749 §3.1, §3.2). */
    static TokenFormRequest parse(String body) {
        Map<String, List<String>> parameters = parameters(body == null ? "" : body);
        String token = parameters.getOrDefault("token", List.of("")).get(0);
        if (token.isEmpty() || parameters.values().stream().anyMatch(values -> values.size() > 1)) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "The parameter 'token' is required. No parameter may be repeated.")
                    .exception();
        }
        return new TokenFormRequest(new Secret(token));
    }

    private static Map<String, List<String>> parameters(String body) {
        try {
            return new QueryStringDecoder(body, UTF_8, false, MAX_PARAMETERS, true).parameters();
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "The form is malformed.").exception();
        }
    }
}
