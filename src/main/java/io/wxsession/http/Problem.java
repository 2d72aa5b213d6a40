package io.wxsession.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An error response: RFC 9457 with the extension members {@code code}, {@code action} and {@code violations}.
 *
 * @param problemCode which problem it is
 * @param detail what went wrong in this request; must not contain a secret
 * @param violations the invalid fields, or null
 * @param retryIn when to try again, or null
 */
@RegisterForReflection(targets = { Problem.class, Problem.Violation.class })
@JsonPropertyOrder({ "type", "title", "status", "detail", "code", "action", "violations" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(@JsonIgnore ProblemCode problemCode, String detail, List<Violation> violations,
        @JsonIgnore Duration retryIn) {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The Retry-After of every 503. */
    private static final Duration SHORTLY = Duration.ofSeconds(2);

    /** A problem whose detail is its title. */
    public static Problem of(ProblemCode code) {
        return of(code, code.title() + ".");
    }

    /** A problem with a detail of its own. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null, code.status() == 503 ? SHORTLY : null);
    }

    /** A problem with a Retry-After. */
    public static Problem retryable(ProblemCode code, Duration retryIn) {
        return new Problem(code, code.title() + ".", null, retryIn);
    }

    /** An invalid request with several invalid fields. */
    public static Problem invalid(List<Violation> violations) {
        return new Problem(ProblemCode.INVALID_REQUEST, "See violations for the invalid fields.", violations, null);
    }

    /** An invalid request with one invalid field. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** The value of Retry-After in whole seconds, at least 1. */
    public Optional<String> retryAfterSeconds() {
        return Optional.ofNullable(retryIn).map(time -> Long.toString(Math.max(1, time.toSeconds())));
    }

    /** This problem as an exception. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    public String getType() {
        return "urn:wxsession:problem:" + problemCode.code();
    }

    public String getTitle() {
        return problemCode.title();
    }

    public int getStatus() {
        return problemCode.status();
    }

    public String getCode() {
        return problemCode.code();
    }

    public String getAction() {
        return problemCode.action() == null ? null : problemCode.action().word();
    }

    /**
     * One invalid field.
     *
     * @param field its path in the request
     * @param message what is wrong with it
     */
    public record Violation(String field, String message) {
    }
}
