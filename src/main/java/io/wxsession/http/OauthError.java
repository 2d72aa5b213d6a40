package io.wxsession.http;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A problem in the form of the OAuth endpoints (RFC 6749 §5.2, RFC 7009 §2.2.1).
 *
 * @param error the error code of the RFC
 * @param description a sentence for people
 */
@RegisterForReflection
record OauthError(String error, @JsonProperty("error_description") String description) {

    /** The paths whose errors have this form. */
    private static final String ENDPOINTS = "/oauth2/";

    static boolean appliesTo(String path) {
        return path.startsWith(ENDPOINTS);
    }

    static OauthError of(Problem problem) {
        return new OauthError(switch (problem.getStatus()) {
            case 401 -> "invalid_client";
            case 403 -> "unauthorized_client";
            case 500 -> "server_error";
            case 429, 503 -> "temporarily_unavailable";
            default -> "invalid_request";
        }, problem.detail());
    }

    /** RFC 6749 knows no 415: a wrong media type is an invalid request. */
    static int status(Problem problem) {
        return problem.getStatus() == 415 ? 400 : problem.getStatus();
    }
}
