package io.wxsession.http;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Refuses a request with a malformed URI (RFC 3986). It runs before every component that parses the URI. */
@ApplicationScoped
class WellFormedUriFilter {

    private static final int BEFORE_ROUTING = 16_000;

    private final ProblemResponses responses;

    WellFormedUriFilter(ProblemResponses responses) {
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ROUTING);
    }

    private void check(RoutingContext context) {
        if (isWellFormed(context.request().uri())) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            responses.end(context.request(), Problem.invalid("uri", "is malformed"));
        }
    }

    private static boolean isWellFormed(String uri) {
        try {
            return !new URI(uri).isOpaque();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
