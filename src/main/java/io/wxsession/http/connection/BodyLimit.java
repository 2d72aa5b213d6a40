package io.wxsession.http.connection;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import io.wxsession.http.FilterOrder;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.http.ProblemResponses;

/**
 * Reads the bodies of requests. Refuses one over the limit with a problem, where the HTTP server alone would close the connection
 * without a response. Closes a connection whose body is not complete within the idle timeout, even if a byte arrives now and
 * then, or whose body takes the memory of others.
 */
@ApplicationScoped
class BodyLimit {

    private static final String CONTINUE = "100-continue";

    private final Vertx vertx;
    private final long maxBytes;
    private final Duration completeWithin;
    private final ProblemResponses responses;
    private final RequestMemory memory;
    private final IncomingBodies bodies;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max,
            @ConfigProperty(name = "quarkus.http.idle-timeout") Duration completeWithin, ProblemResponses responses,
            RequestMemory memory, IncomingBodies bodies, Vertx vertx) {
        this.vertx = vertx;
        this.maxBytes = max.asLongValue();
        this.completeWithin = completeWithin;
        this.responses = responses;
        this.memory = memory;
        this.bodies = bodies;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.BODY_LIMIT);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && exceeds(length)) {
            refuse(context);
        } else if (IncomingBodies.has(request)) {
            collect(context);
        } else {
            context.next();
        }
    }

    private void collect(RoutingContext context) {
        HttpServerRequest request = context.request();
        ReceivedBody body = new ReceivedBody(request, memory.ofThisLoop());
        long deadline = vertx.setTimer(completeWithin.toMillis(), late -> request.connection().close());
        context.addEndHandler(ended -> {
            vertx.cancelTimer(deadline);
            body.release();
        });
        request.handler(part -> {
            body.append(part);
            if (body.length() > maxBytes) {
                vertx.cancelTimer(deadline);
                body.release();
                refuse(context);
            }
        }).endHandler(end -> {
            vertx.cancelTimer(deadline);
            if (body.isWhole()) {
                ((RoutingContextInternal) context).setBody(body.bytes());
                context.next();
            }
        });
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
    }

    private void refuse(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close").putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        bodies.discard(context.request());
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
