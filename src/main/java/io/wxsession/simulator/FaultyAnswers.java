package io.wxsession.simulator;

import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.simulator.Faults.Order;

/** Sends WeChat's answers, and lets go wrong what was ordered to. */
final class FaultyAnswers {

    private static final String HTML_PAGE = "<html><head><title>%s</title></head><body><center><h1>%s</h1></center></body></html>";

    private final Vertx vertx;
    private final Faults faults;
    private final CallLog calls;
    private final WechatErrors errors;
    private final SimulatorClock clock;

    FaultyAnswers(Vertx vertx, Faults faults, CallLog calls, WechatErrors errors, SimulatorClock clock) {
        this.vertx = vertx;
        this.faults = faults;
        this.calls = calls;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * Answers a call.
     *
     * @param process does what the call asks for and gives the right answer; not run if the fault comes before
     */
    void send(RoutingContext context, String path, String appId, Supplier<JsonObject> process) {
        Optional<Order> order = faults.take(path, appId);
        calls.add(new CallLog.Call(path, appId, order.map(Order::fault).orElse(null), clock.now()));
        HttpServerResponse response = context.response();
        if (order.isEmpty()) {
            plain(response, process.get().toBuffer());
        } else if (order.get().errcode().isPresent()) {
            plain(response, errors.body(order.get().errcode().get()).toBuffer());
        } else {
            fail(context, order.get(), process);
        }
    }

    private void fail(RoutingContext context, Order order, Supplier<JsonObject> process) {
        HttpServerResponse response = context.response();
        switch (order.kind()) {
            case HANG -> {
            }
            case RESET_BEFORE -> context.request().connection().close();
            case HTTP_502 -> page(response, 502, "502 Bad Gateway");
            case HTTP_504 -> page(response, 504, "504 Gateway Time-out");
            case HTTP_429 -> page(response, 429, "429 Too Many Requests");
            case HTTP_412 -> response.setStatusCode(412).end();
            case HTML -> page(response, 200, "Please sign in to the network");
            case EMPTY -> plain(response, Buffer.buffer());
            case NOT_JSON -> plain(response, Buffer.buffer("service busy, please try later"));
            case JSON_ARRAY -> plain(response, Buffer.buffer("[]"));
            case JSON_NULL -> plain(response, Buffer.buffer("null"));
            default -> failAfter(context, order, process.get());
        }
    }

    private void failAfter(RoutingContext context, Order order, JsonObject answer) {
        HttpServerResponse response = context.response();
        Buffer body = answer.toBuffer();
        switch (order.kind()) {
            case PROCESS_THEN_HANG -> {
            }
            case PROCESS_THEN_DROP -> context.request().connection().close();
            case RESET_MID_BODY -> response.putHeader("Content-Type", "text/plain")
                    .putHeader("Content-Length", Integer.toString(body.length()))
                    .write(body.slice(0, body.length() / 2))
                    .onComplete(written -> context.request().connection().close());
            case SLOW -> vertx.setTimer(Math.max(1, Math.round(order.delaySeconds() * 1000)), timer -> plain(response, body));
            case TRICKLE -> trickle(response, body);
            case TRUNCATED_JSON -> plain(response, body.slice(0, body.length() / 2));
            default -> SpeltDifferently.send(response, order.kind(), answer);
        }
    }

    private void trickle(HttpServerResponse response, Buffer body) {
        response.putHeader("Content-Type", "text/plain").putHeader("Content-Length", Integer.toString(body.length()));
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

    private static void page(HttpServerResponse response, int status, String title) {
        response.setStatusCode(status).putHeader("Content-Type", "text/html").end(HTML_PAGE.formatted(title, title));
    }

    /** As WeChat's sns endpoints label JSON. */
    static void plain(HttpServerResponse response, Buffer body) {
        if (!response.closed()) {
            response.putHeader("Content-Type", "text/plain").end(body);
        }
    }
}
