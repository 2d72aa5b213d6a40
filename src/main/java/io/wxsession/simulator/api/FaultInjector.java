package io.wxsession.simulator.api;

import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.state.FaultQueue.FaultRequest;

/** Responds to one call with a requested fault. */
record FaultInjector(Vertx vertx, RoutingContext context, Dialect dialect, FaultRequest fault) {

    private static final String HTML_PAGE = "<html><head><title>%s</title></head><body><center><h1>%s</h1></center></body></html>";

    /**
     * Injects the fault, before or after the call takes effect.
     *
     * @param process runs the call and gives the correct response
     */
    void inject(Supplier<JsonObject> process) {
        switch (fault.kind()) {
            case HANG -> {
            }
            case RESET_BEFORE -> closeConnection();
            case HTTP_502 -> sendPage(502, "502 Bad Gateway");
            case HTTP_504 -> sendPage(504, "504 Gateway Time-out");
            case HTTP_429 -> sendPage(429, "429 Too Many Requests");
            case HTTP_412 -> context.response().setStatusCode(412).end();
            case HTML -> sendPage(200, "Please sign in to the network");
            case EMPTY -> send(Buffer.buffer());
            case NOT_JSON -> send(Buffer.buffer("service busy, please try later"));
            case JSON_ARRAY -> send(Buffer.buffer("[]"));
            case JSON_NULL -> send(Buffer.buffer("null"));
            default -> respond(process.get());
        }
    }

    private void respond(JsonObject correct) {
        Buffer body = correct.toBuffer();
        switch (fault.kind()) {
            case PROCESS_THEN_HANG -> {
            }
            case PROCESS_THEN_DROP -> closeConnection();
            case RESET_MID_BODY -> begin(body).write(body.slice(0, body.length() / 2)).onComplete(written -> closeConnection());
            case SLOW -> vertx.setTimer(Math.max(1, Math.round(fault.delaySeconds() * 1000)), timer -> send(body));
            case TRICKLE -> trickle(body);
            case TRUNCATED_JSON -> send(body.slice(0, body.length() / 2));
            default -> ResponseVariants.send(context.response(), dialect, fault.kind(), correct);
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

    private void closeConnection() {
        context.request().connection().close();
    }

    private void sendPage(int status, String title) {
        context.response().setStatusCode(status).putHeader("Content-Type", "text/html")
                .end(HTML_PAGE.formatted(title, title));
    }
}
