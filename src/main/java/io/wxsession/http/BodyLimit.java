package io.wxsession.http;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.netty.util.concurrent.FastThreadLocal;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import io.wxsession.http.HeldBodies.HeldBody;

/**
 * Reads the bodies of requests. Refuses one over the limit with a problem, where the HTTP server alone would close the connection
 * without a response. Closes the connection of one that is not complete within the idle timeout, though it may never
 * be idle, or that takes the memory of others.
 */
@ApplicationScoped
class BodyLimit {

    private static final int BEFORE_THE_SERVERS_OWN = 10_000;
    /** The part of the heap that bodies may take, over all event loops: an eighth. */
    private static final int PART_OF_THE_HEAP = 8;
    private static final String CONTINUE = "100-continue";

    private final Vertx vertx;
    private final long maxBytes;
    private final Duration completeWithin;
    private final ProblemResponses responses;
    private final FastThreadLocal<HeldBodies> bodiesOfTheLoop;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max,
            @ConfigProperty(name = "quarkus.http.idle-timeout") Duration completeWithin, ProblemResponses responses,
            Vertx vertx) {
        this.vertx = vertx;
        this.maxBytes = max.asLongValue();
        this.completeWithin = completeWithin;
        this.responses = responses;
        long share = Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP / eventLoops(vertx);
        this.bodiesOfTheLoop = new FastThreadLocal<>() {

            @Override
            protected HeldBodies initialValue() {
                return new HeldBodies(Math.max(share, maxBytes));
            }
        };
    }

    private static int eventLoops(Vertx vertx) {
        int loops = 0;
        for (var loop : vertx.nettyEventLoopGroup()) {
            loops++;
        }
        return loops;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && exceeds(length)) {
            refuse(context);
        } else if (length == null && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || "0".equals(length)) {
            context.next();
        } else {
            collect(context);
        }
    }

    private void collect(RoutingContext context) {
        HttpServerRequest request = context.request();
        HeldBody body = bodiesOfTheLoop.get().begin(request.connection());
        long deadline = vertx.setTimer(completeWithin.toMillis(), late -> request.connection().close());
        context.addEndHandler(ended -> {
            vertx.cancelTimer(deadline);
            body.release();
        });
        request.handler(part -> {
            if (body.length() <= maxBytes) {
                body.append(part);
                if (body.length() > maxBytes) {
                    refuse(context);
                }
            }
        }).endHandler(end -> {
            vertx.cancelTimer(deadline);
            if (body.isHeld() && body.length() <= maxBytes) {
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
