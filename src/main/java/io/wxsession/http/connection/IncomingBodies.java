package io.wxsession.http.connection;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The bodies of requests that are answered without them. */
@ApplicationScoped
public class IncomingBodies {

    private static final String CHUNKED = "chunked";
    /** More than that is not worth a connection. */
    private static final int MAX_UNREAD_BYTES = 1024 * 1024;

    private final Vertx vertx;
    private final Duration completeWithin;

    IncomingBodies(Vertx vertx, @ConfigProperty(name = "quarkus.http.idle-timeout") Duration completeWithin) {
        this.vertx = vertx;
        this.completeWithin = completeWithin;
    }

    /** Whether a request has a body, which may be an empty one. */
    public static boolean has(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    /** Whether nobody knows where the body ends (RFC 9112 §6.3), so that a part of it may look like a next request. */
    public static boolean hasUnknownEnd(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return !encodings.isEmpty() && !String.join(",", encodings).equalsIgnoreCase(CHUNKED);
    }

    /**
     * Lets a body pass that nobody reads, so that the connection can be used for the next request. A connection whose body has no
     * known end, does not end in time or is far too long is closed.
     */
    public void discard(HttpServerRequest request) {
        if (has(request)) {
            if (hasUnknownEnd(request)) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                        .endHandler(answered -> request.connection().close());
            }
            new Discard(request, vertx.setTimer(completeWithin.toMillis(), late -> request.connection().close())).begin();
        }
        request.resume();
    }

    private final class Discard {

        private final HttpServerRequest request;
        private final long deadline;
        private int bytes;

        private Discard(HttpServerRequest request, long deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        private void begin() {
            request.exceptionHandler(closed -> vertx.cancelTimer(deadline)).handler(part -> {
                bytes += part.length();
                if (bytes > MAX_UNREAD_BYTES) {
                    request.connection().close();
                }
            }).endHandler(end -> vertx.cancelTimer(deadline));
        }
    }
}
