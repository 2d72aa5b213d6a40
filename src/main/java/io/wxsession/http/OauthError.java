package io.wxsession.http;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A problem as the OAuth endpoints tell it (RFC 6749 §5.2, RFC 7009 §2.2.1).
 *
 * @param error the RFC's code
 * @param description a sentence for people
 */
@RegisterForReflection
record OauthError(String error, @JsonProperty("error_description") String description) {

    /** Where problems are told this way. */
    private static final String ENDPOINTS = "/oauth2/";

    static boolean speaksAt(String path) {
        return path.startsWith(ENDPOINTS);
    }

    static OauthError of(Problem problem) {
        return new OauthError(switch (problem.getStatus()) {
            case 401 -> "invalid_client";
            case 403 -> "unauthorized_client";
            case 500 -> "server_error";
            case 503 -> "temporarily_unavailable";
            default -> "invalid_request";
        }, problem.detail());
    }

    /** A request in the wrong media type is no more than an invalid one to RFC 6749. */
    static int status(Problem problem) {
        return problem.getStatus() == 415 ? 400 : problem.getStatus();
    }
}
