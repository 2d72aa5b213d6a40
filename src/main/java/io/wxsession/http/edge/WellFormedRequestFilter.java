package io.wxsession.http.edge;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemResponses;
import io.wxsession.http.connection.IncomingBodies;

/**
 * Refuses a request with a malformed URI (RFC 3986), with no Host or a malformed one (RFC 9112 §3.2), or with a body
 * without a known end (RFC 9112 §6.3). It runs before every component that parses the URI.
 */
@ApplicationScoped
class WellFormedRequestFilter {

    private static final String NO_HOST = "The header Host is missing or malformed.";

    /** Besides letters, digits, hyphen, dot and slash. */
    private static final String PLAIN = "_~?=&";

    private final ProblemResponses responses;
    private final IncomingBodies bodies;

    WellFormedRequestFilter(ProblemResponses responses, IncomingBodies bodies) {
        this.responses = responses;
        this.bodies = bodies;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.WELL_FORMED_REQUEST);
    }

    /** What the router itself refuses before any route, the handler of Quarkus would log as it is. */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (!isWellFormed(context.request().uri())) {
                refuse(context, Problem.invalid("uri", "is malformed"));
            } else if (context.statusCode() == 400 && context.failure() instanceof VertxException) {
                // Gateways understand no 400.
                refuse(context, context.request().path().startsWith(Routes.FORWARD_AUTHENTICATION)
                        ? Problem.of(ProblemCode.TOKEN_INVALID, NO_HOST)
                        : Problem.invalid("Host", "is missing or malformed"));
            } else {
                context.next();
            }
        });
    }

    private void check(RoutingContext context) {
        if (!isWellFormed(context.request().uri())) {
            refuse(context, Problem.invalid("uri", "is malformed"));
        } else if (IncomingBodies.hasUnknownEnd(context.request())) {
            refuse(context, Problem.invalid("Transfer-Encoding", "is not chunked"));
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        bodies.discard(context.request());
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
