package io.wxsession.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** How a family of WeChat's APIs labels and spells its responses. */
enum Dialect {
    /** The sns endpoints: JSON called plain text, and a comma before the rid. */
    SNS("text/plain"),
    /** All others; {@code encoding} is not a slip. */
    API("application/json; encoding=utf-8");

    private final String contentType;

    Dialect(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Answers, unless nobody listens any more. */
    void send(HttpServerResponse response, Buffer body) {
        if (!response.closed()) {
            response.putHeader("Content-Type", contentType).end(body);
        }
    }
}
