package io.wxsession.http;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses a request with a malformed URI (RFC 3986), or with no Host or a malformed one (RFC 9112 §3.2). It runs before every
 * component that parses the URI.
 */
@ApplicationScoped
class WellFormedUriFilter {

    private static final int BEFORE_ROUTING = 16_000;
    private static final String FORWARD_AUTHENTICATION = "/auth/verify";
    private static final String NO_HOST = "The header Host is missing or malformed.";

    /** Besides letters, digits, hyphen, dot and slash. */
    private static final String PLAIN = "_~?=&";

    private final ProblemResponses responses;

    WellFormedUriFilter(ProblemResponses responses) {
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ROUTING);
    }

    /** What the router itself refuses before any route, the handler of Quarkus would log as it is. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (!isWellFormed(context.request().uri())) {
                refuse(context, Problem.invalid("uri", "is malformed"));
            } else if (context.statusCode() == 400 && context.failure() instanceof VertxException) {
                // Gateways understand no 400.
                refuse(context, context.request().path().startsWith(FORWARD_AUTHENTICATION)
                        ? Problem.of(ProblemCode.TOKEN_INVALID, NO_HOST)
                        : Problem.invalid("Host", "is missing or malformed"));
            } else {
                context.next();
            }
        });
    }

    private void check(RoutingContext context) {
        if (isWellFormed(context.request().uri())) {
            context.next();
        } else {
            refuse(context, Problem.invalid("uri", "is malformed"));
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // A body that is not read would block the connection.
        context.request().resume();
        responses.end(context.request(), problem);
    }

    private static boolean isWellFormed(String uri) {
        return isPlain(uri) || isParsable(uri);
    }

    /** Whether it is a path and perhaps a query of characters that need no parser. */
    private static boolean isPlain(String uri) {
        if (uri.isEmpty() || uri.charAt(0) != '/' || uri.startsWith("//")) {
            return false;
        }
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '-' && c <= '9' || PLAIN.indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static boolean isParsable(String uri) {
        try {
            String path = new URI(uri).getRawPath();
            return path != null && path.startsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
