package io.wxsession.simulator.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The content type and the style of error texts in one family of WeChat's endpoints. */
enum Dialect {
    /** The endpoints under /sns: JSON labelled as plain text, and a comma before the rid. */
    SNS("text/plain"),
    /** All other endpoints. WeChat really sends {@code encoding} instead of {@code charset}. */
    API("application/json; encoding=utf-8");

    private final String contentType;

    Dialect(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Sends a body, unless the client has closed the connection. */
    void send(HttpServerResponse response, Buffer body) {
        if (!response.closed()) {
            response.putHeader("Content-Type", contentType).end(body);
        }
    }
}
