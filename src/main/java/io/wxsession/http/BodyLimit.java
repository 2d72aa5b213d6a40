package io.wxsession.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** Refuses a body over the limit with a problem. The HTTP server alone would close the connection without a response. */
@ApplicationScoped
class BodyLimit {

    private static final int BEFORE_THE_SERVERS_OWN = 10_000;

    private final long maxBytes;
    private final ProblemResponses responses;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max, ProblemResponses responses) {
        this.maxBytes = max.asLongValue();
        this.responses = responses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && exceeds(length)) {
            refuse(context);
        } else if (length == null && request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            collect(context);
        } else {
            context.next();
        }
    }

    /** Reads a body without Content-Length, so that it can still be refused with a response. */
    private void collect(RoutingContext context) {
        Buffer body = Buffer.buffer();
        context.request().handler(part -> {
            if (body.length() <= maxBytes) {
                body.appendBuffer(part);
                if (body.length() > maxBytes) {
                    refuse(context);
                }
            }
        }).endHandler(end -> {
            if (body.length() <= maxBytes) {
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        });
    }

    private void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close").putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        responses.end(context.request(), Problem.of(ProblemCode.TOO_LARGE, "A body may have at most " + maxBytes + " bytes."));
    }

    private boolean exceeds(String length) {
        try {
            return Long.parseLong(length) > maxBytes;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
