package io.wxsession.foreign;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.testing.Blocking;

/** A back end that answers with what reached it. */
final class EchoBackEnd implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    private EchoBackEnd() {
        server = Blocking.get(vertx.createHttpServer().requestHandler(this::echo).listen(0, "127.0.0.1"));
    }

    static EchoBackEnd start() {
        return new EchoBackEnd();
    }

    private void echo(HttpServerRequest request) {
        requests.incrementAndGet();
        request.body().onSuccess(body -> {
            JsonObject headers = new JsonObject();
            request.headers().names().forEach(name -> headers.put(name.toLowerCase(Locale.ROOT),
                    new JsonArray(request.headers().getAll(name))));
            request.response().putHeader("Content-Type", "application/json").end(new JsonObject()
                    .put("method", request.method().name()).put("uri", request.uri()).put("length", body.length())
                    .put("headers", headers).toBuffer());
        });
    }

    int port() {
        return server.actualPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        Blocking.get(vertx.close());
    }
}
