package io.wxsession.http;

import java.io.CharConversionException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

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
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.Problem.Violation;

/** Maps every exception of a REST request to a {@link Problem}. */
class ProblemMappers {

    private static final Problem NO_JSON_OBJECT = Problem.invalid("body", "is not a JSON object of the expected form");
    private static final Pattern FOR_SERVICE_CLIENTS = Pattern.compile("/(oauth2|internal)/");

    private final ProblemResponses responses;

    ProblemMappers(ProblemResponses responses) {
        this.responses = responses;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, RoutingContext context) {
        return respond(context, e.problem());
    }

    /** The request has no credential, and the resource requires one. */
    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e, RoutingContext context) {
        return respond(context, unauthorized(context));
    }

    /** The authentication of a service client failed. */
    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e, RoutingContext context) {
        return respond(context, unauthorized(context));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, RoutingContext context) {
        return respond(context, Problem.of(ProblemCode.FORBIDDEN));
    }

    @ServerExceptionMapper({ ResteasyReactiveViolationException.class, ConstraintViolationException.class })
    Response invalid(ConstraintViolationException e, RoutingContext context) {
        return respond(context, Problem.invalid(e.getConstraintViolations().stream()
                .map(violation -> new Violation(field(violation), violation.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList()));
    }

    @ServerExceptionMapper({ MismatchedInputException.class, JsonProcessingException.class })
    Response malformedJson(JsonProcessingException e, RoutingContext context) {
        return respond(context, malformed(e));
    }

    /** The body is not valid text in its encoding. */
    @ServerExceptionMapper
    Response malformedText(CharConversionException e, RoutingContext context) {
        return respond(context, NO_JSON_OBJECT);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, RoutingContext context) {
        return respond(context, problem(e, context));
    }

    private static Problem problem(WebApplicationException e, RoutingContext context) {
        return switch (e.getResponse().getStatus()) {
            case 400 -> e.getCause() instanceof JsonProcessingException json ? malformed(json)
                    : Problem.invalid("body", "cannot be read");
            case 401 -> unauthorized(context);
            case 403 -> Problem.of(ProblemCode.FORBIDDEN);
            case 404 -> Problem.of(ProblemCode.NOT_FOUND);
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED);
            case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE);
            case 413 -> Problem.of(ProblemCode.TOO_LARGE);
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, OauthError.appliesTo(context.normalizedPath())
                    ? "Send Content-Type: application/x-www-form-urlencoded."
                    : "Send Content-Type: application/json.");
            default -> internal(e);
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, RoutingContext context) {
        return respond(context, internal(e));
    }

    private Response respond(RoutingContext context, Problem problem) {
        return responses.response(problem, context.normalizedPath());
    }

    private static Problem unauthorized(RoutingContext context) {
        return Problem.of(FOR_SERVICE_CLIENTS.matcher(context.normalizedPath()).lookingAt() ? ProblemCode.CLIENT_UNAUTHORIZED
                : ProblemCode.TOKEN_MISSING);
    }

    private static Problem internal(Throwable e) {
        Log.error("A request failed unexpectedly", e);
        return Problem.of(ProblemCode.INTERNAL_ERROR);
    }

    /** Passes on only the name of the field. Jackson's message quotes the input, which may contain a credential. */
    private static Problem malformed(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .reduce((path, part) -> part.startsWith("[") ? path + part : path + "." + part)
                    .orElseThrow();
            return Problem.invalid(field, "has the wrong type");
        }
        return NO_JSON_OBJECT;
    }

    /** The path of the field. Its first two nodes are the resource method and its parameter; a query parameter has no third. */
    private static String field(ConstraintViolation<?> violation) {
        List<String> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false).map(Path.Node::toString)
                .toList();
        return nodes.size() > 2 ? String.join(".", nodes.subList(2, nodes.size())) : nodes.get(nodes.size() - 1);
    }
}
