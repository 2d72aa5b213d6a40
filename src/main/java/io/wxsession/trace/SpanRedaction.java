package io.wxsession.trace;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ExceptionAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.wxsession.http.ProblemResponses;
import io.wxsession.http.edge.Routes;
import io.wxsession.wechat.WechatOperation;

/**
 * What a span may say. Names and attributes are taken from closed sets; everything else that an instrumentation has noted is left
 * out: URLs, which contain WeChat's secrets and codes, what a stranger has sent, addresses, and the messages of exceptions, which
 * may quote any of that.
 */
@Singleton
class SpanRedaction {

    private static final AttributeKey<String> URL_TEMPLATE = AttributeKey.stringKey("url.template");
    private static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> DB_OPERATION = AttributeKey.stringKey("db.operation.name");
    /** As older instrumentations name it. */
    private static final AttributeKey<String> OLD_DB_OPERATION = AttributeKey.stringKey("db.operation");
    private static final Set<String> WECHAT_PATHS = Arrays.stream(WechatOperation.values()).map(WechatOperation::path)
            .collect(Collectors.toSet());
    private static final String UNKNOWN_METHOD = "_OTHER";
    private static final String NO_ROUTE = "OTHER";

    private final Routes routes;

    SpanRedaction(Routes routes) {
        this.routes = routes;
    }

    /** The span as it may be exported. */
    SpanData redact(SpanData span) {
        Attributes noted = span.getAttributes();
        AttributesBuilder said = Attributes.builder();
        errorType(span).ifPresent(type -> said.put(ErrorAttributes.ERROR_TYPE, type));
        String name = span.getKind().name();
        if (span.getKind() == SpanKind.SERVER) {
            name = request(noted, said);
        } else if (span.getKind() == SpanKind.CLIENT) {
            Optional<String> command = redisCommand(noted);
            name = command.isPresent() ? command(command.get(), noted, said) : outgoingCall(noted, said);
        }
        return new RedactedSpanData(span, name, said.build());
    }

    private String request(Attributes noted, AttributesBuilder said) {
        String template = template(noted);
        said.put(HttpAttributes.HTTP_ROUTE, template);
        copy(noted, said, ProblemResponses.PROBLEM);
        return method(noted, said) + ' ' + template;
    }

    /** The template of the route that was called; of a request that was refused before, that of the route that it named. */
    private String template(Attributes noted) {
        return Optional.ofNullable(noted.get(HttpAttributes.HTTP_ROUTE)).flatMap(routes::template)
                .or(() -> Optional.ofNullable(noted.get(UrlAttributes.URL_PATH)).flatMap(routes::template)).orElse(NO_ROUTE);
    }

    private static String outgoingCall(Attributes noted, AttributesBuilder said) {
        String method = method(noted, said);
        Optional<URI> url = Optional.ofNullable(noted.get(UrlAttributes.URL_FULL)).flatMap(SpanRedaction::parse);
        url.map(URI::getHost).ifPresent(host -> said.put(ServerAttributes.SERVER_ADDRESS, host));
        url.map(URI::getPort).filter(port -> port > 0).ifPresent(port -> said.put(ServerAttributes.SERVER_PORT, (long) port));
        Optional<String> path = url.map(URI::getRawPath).filter(WECHAT_PATHS::contains);
        path.ifPresent(known -> said.put(URL_TEMPLATE, known));
        return path.map(known -> method + ' ' + known).orElse(method);
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> redisCommand(Attributes noted) {
        return Optional.ofNullable(noted.get(DB_OPERATION)).or(() -> Optional.ofNullable(noted.get(OLD_DB_OPERATION)))
                .map(command -> command.toUpperCase(Locale.ROOT));
    }

    private static String command(String command, Attributes noted, AttributesBuilder said) {
        said.put(DB_SYSTEM, "redis").put(DB_OPERATION, command);
        copy(noted, said, NetworkAttributes.NETWORK_PEER_ADDRESS);
        copy(noted, said, NetworkAttributes.NETWORK_PEER_PORT);
        return command;
    }

    private static String method(Attributes noted, AttributesBuilder said) {
        copy(noted, said, HttpAttributes.HTTP_REQUEST_METHOD);
        copy(noted, said, HttpAttributes.HTTP_RESPONSE_STATUS_CODE);
        String method = noted.get(HttpAttributes.HTTP_REQUEST_METHOD);
        return method == null || method.equals(UNKNOWN_METHOD) ? "HTTP" : method;
    }

    /** A status or the class of an exception. */
    private static Optional<String> errorType(SpanData span) {
        return Optional.ofNullable(span.getAttributes().get(ErrorAttributes.ERROR_TYPE))
                .or(() -> span.getEvents().stream().map(event -> event instanceof ExceptionEventData exception
                        ? exception.getException().getClass().getName()
                        : event.getAttributes().get(ExceptionAttributes.EXCEPTION_TYPE))
                        .filter(type -> type != null).findFirst());
    }

    private static <T> void copy(Attributes noted, AttributesBuilder said, AttributeKey<T> key) {
        T value = noted.get(key);
        if (value != null) {
            said.put(key, value);
        }
    }
}
