package io.wxsession.http;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Turns a problem into a response, in JAX-RS and in plain Vert.x. */
@ApplicationScoped
public class ProblemResponses {

    /** What a request's span says of its problem: the code. */
    public static final AttributeKey<String> PROBLEM = AttributeKey.stringKey("wxsession.problem");

    private static final String BEARER_CHALLENGE = "Bearer realm=\"wxsession\"";
    private static final String BASIC_CHALLENGE = "Basic realm=\"wxsession\", charset=\"UTF-8\"";

    private final ObjectMapper json;

    ProblemResponses(ObjectMapper json) {
        this.json = json;
    }

    /** The problem as a JAX-RS response to a request with this path. */
    public Response response(Problem problem, String path) {
        note(problem);
        boolean oauth = OauthError.appliesTo(path);
        Response.ResponseBuilder response = Response.status(oauth ? OauthError.status(problem) : problem.getStatus())
                .type(oauth ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
                .entity(json(oauth ? OauthError.of(problem) : problem));
        headers(problem).forEach(response::header);
        return response.build();
    }

    /** Sends the problem as the response of a plain Vert.x request. */
    public void end(HttpServerRequest request, Problem problem) {
        note(problem);
        boolean oauth = OauthError.appliesTo(request.path());
        HttpServerResponse response = request.response()
                .setStatusCode(oauth ? OauthError.status(problem) : problem.getStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, oauth ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE);
        headers(problem).forEach(response::putHeader);
        response.end(json(oauth ? OauthError.of(problem) : problem));
    }

    private static void note(Problem problem) {
        Span.current().setAttribute(PROBLEM, problem.problemCode().code());
    }

    private String json(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> headers(Problem problem) {
        Map<String, String> headers = new HashMap<>();
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put(HttpHeaders.RETRY_AFTER, seconds));
        if (problem.getStatus() == 401) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, challenge(problem.problemCode()));
        }
        return headers;
    }

    /** RFC 6750 §3: the challenge to a request without a credential has no error code. */
    private static String challenge(ProblemCode code) {
        return switch (code) {
            case CLIENT_UNAUTHORIZED -> BASIC_CHALLENGE;
            case TOKEN_MISSING -> BEARER_CHALLENGE;
            default -> BEARER_CHALLENGE + ", error=\"invalid_token\", error_description=\"" + code.code() + '"';
        };
    }
}
