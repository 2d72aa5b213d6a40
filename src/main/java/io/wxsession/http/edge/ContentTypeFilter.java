package io.wxsession.http.edge;

import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemResponses;
import io.wxsession.http.connection.IncomingBodies;

/**
 * Refuses a body without a Content-Type. JAX-RS would take it for what the resource consumes, and a web page can send such a
 * body to another origin without asking first (Fetch standard, "CORS-safelisted request-header").
 */
@ApplicationScoped
class ContentTypeFilter {

    private static final Set<HttpMethod> READ_A_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT);
    private static final Pattern API = Pattern.compile("/(v1|oauth2|internal)[/;]");

    private final ProblemResponses responses;

    ContentTypeFilter(ProblemResponses responses) {
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CONTENT_TYPE);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (READ_A_BODY.contains(request.method()) && IncomingBodies.has(request) && !hasContentType(request)
                && API.matcher(context.normalizedPath()).lookingAt()) {
            responses.end(request, Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send a Content-Type."));
        } else {
            context.next();
        }
    }

    private static boolean hasContentType(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && !type.isBlank();
    }
}
