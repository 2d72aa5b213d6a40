package io.wxsession.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.HttpServerResponse;

/** Writes a problem as the answer, inside JAX-RS and outside of it. */
@ApplicationScoped
public class ProblemResponses {

    private static final String CHALLENGE = "Bearer realm=\"wxsession\"";

    private final ObjectMapper json;

    ProblemResponses(ObjectMapper json) {
        this.json = json;
    }

    /** The problem as a JAX-RS response. */
    public Response response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.getStatus())
                .type(Problem.MEDIA_TYPE)
                .entity(body(problem));
        if (problem.retryIn() != null) {
            response.header(HttpHeaders.RETRY_AFTER, seconds(problem));
        }
        if (problem.getStatus() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, challenge(problem.problemCode()));
        }
        return response.build();
    }

    /** Ends a raw HTTP exchange with the problem. */
    public void end(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.getStatus()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.retryIn() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, seconds(problem));
        }
        response.end(body(problem));
    }

    private String body(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String seconds(Problem problem) {
        return Long.toString(Math.max(1, problem.retryIn().toSeconds()));
    }

    /** RFC 6750 §3: a request without any credential is not told of an error. */
    private static String challenge(ProblemCode code) {
        return code == ProblemCode.TOKEN_MISSING
                ? CHALLENGE
                : CHALLENGE + ", error=\"invalid_token\", error_description=\"" + code.code() + '"';
    }
}
