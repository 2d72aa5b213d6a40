package io.wxsession.problem;

import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.logging.Log;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.wxsession.problem.Problem.Violation;

/** The one place where whatever ends a request becomes a {@link Problem}. */
class ProblemMappers {

    private final ProblemResponses responses;

    ProblemMappers(ProblemResponses responses) {
        this.responses = responses;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return responses.response(e.problem());
    }

    @ServerExceptionMapper
    Response missingCredential(UnauthorizedException e) {
        return responses.response(Problem.of(ProblemCode.TOKEN_MISSING));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return responses.response(Problem.of(ProblemCode.FORBIDDEN));
    }

    @ServerExceptionMapper({ ResteasyReactiveViolationException.class, ConstraintViolationException.class })
    Response invalid(ConstraintViolationException e) {
        return responses.response(Problem.invalid(e.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList()));
    }

    @ServerExceptionMapper({ MismatchedInputException.class, JsonProcessingException.class })
    Response malformedJson(JsonProcessingException e) {
        return responses.response(malformed(e));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        return responses.response(switch (e.getResponse().getStatus()) {
            case 400 -> e.getCause() instanceof JsonProcessingException json ? malformed(json)
                    : Problem.of(ProblemCode.INVALID_REQUEST, "The request could not be read.");
            case 401 -> Problem.of(ProblemCode.TOKEN_MISSING);
            case 403 -> Problem.of(ProblemCode.FORBIDDEN);
            case 404 -> Problem.of(ProblemCode.NOT_FOUND);
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED);
            case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE);
            case 413 -> Problem.of(ProblemCode.TOO_LARGE);
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
            default -> internal(e);
        });
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        return responses.response(internal(e));
    }

    private static Problem internal(Throwable e) {
        Log.error("A request failed unexpectedly", e);
        return Problem.of(ProblemCode.INTERNAL_ERROR);
    }

    /** Jackson's own message quotes the input, which may hold a credential, so only the field's name is passed on. */
    private static Problem malformed(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .reduce((path, part) -> part.startsWith("[") ? path + part : path + "." + part)
                    .orElseThrow();
            return Problem.invalid(field, "has the wrong type");
        }
        return Problem.invalid(List.of(new Violation("body", "is not the JSON object expected here")));
    }

    /** The path inside the request; its first two nodes name our method and parameter. */
    private static String field(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        int depth = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            if (depth++ >= 2) {
                field.append(field.isEmpty() ? "" : ".").append(node);
            }
        }
        return field.isEmpty() ? "body" : field.toString();
    }
}
