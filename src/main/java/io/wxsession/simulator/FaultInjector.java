package io.wxsession.simulator;

import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.FaultQueue.FaultRequest;

/** One call that goes wrong as ordered. */
record FaultInjector(Vertx vertx, RoutingContext context, Dialect dialect, FaultRequest order) {

    private static final String HTML_PAGE = "<html><head><title>%s</title></head><body><center><h1>%s</h1></center></body></html>";

    /** Lets it go wrong, before or after the call takes effect. */
    void happen(Supplier<JsonObject> process) {
        switch (order.kind()) {
            case HANG -> {
            }
            case RESET_BEFORE -> drop();
            case HTTP_502 -> page(502, "502 Bad Gateway");
            case HTTP_504 -> page(504, "504 Gateway Time-out");
            case HTTP_429 -> page(429, "429 Too Many Requests");
            case HTTP_412 -> context.response().setStatusCode(412).end();
            case HTML -> page(200, "Please sign in to the network");
            case EMPTY -> send(Buffer.buffer());
            case NOT_JSON -> send(Buffer.buffer("service busy, please try later"));
            case JSON_ARRAY -> send(Buffer.buffer("[]"));
            case JSON_NULL -> send(Buffer.buffer("null"));
            default -> happenAfter(process.get());
        }
    }

    private void happenAfter(JsonObject answer) {
        Buffer body = answer.toBuffer();
        switch (order.kind()) {
            case PROCESS_THEN_HANG -> {
            }
            case PROCESS_THEN_DROP -> drop();
            case RESET_MID_BODY -> begin(body).write(body.slice(0, body.length() / 2)).onComplete(written -> drop());
            case SLOW -> vertx.setTimer(Math.max(1, Math.round(order.delaySeconds() * 1000)), timer -> send(body));
            case TRICKLE -> trickle(body);
            case TRUNCATED_JSON -> send(body.slice(0, body.length() / 2));
            default -> ResponseVariants.send(context.response(), dialect, order.kind(), answer);
        }
    }

    private void trickle(Buffer body) {
        HttpServerResponse response = begin(body);
        int[] sent = new int[1];
        long timer = vertx.setPeriodic(1, 1000, tick -> {
            response.write(body.slice(sent[0], sent[0] + 1));
            if (++sent[0] == body.length()) {
                vertx.cancelTimer(tick);
                response.end();
            }
        });
        response.exceptionHandler(failure -> vertx.cancelTimer(timer)).closeHandler(closed -> vertx.cancelTimer(timer));
    }

    private HttpServerResponse begin(Buffer body) {
        return context.response().putHeader("Content-Type", dialect.contentType())
                .putHeader("Content-Length", Integer.toString(body.length()));
    }

    private void send(Buffer body) {
        dialect.send(context.response(), body);
    }

    private void drop() {
        context.request().connection().close();
    }

    private void page(int status, String title) {
        context.response().setStatusCode(status).putHeader("Content-Type", "text/html")
                .end(HTML_PAGE.formatted(title, title));
    }
}
