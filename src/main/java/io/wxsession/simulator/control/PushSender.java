package io.wxsession.simulator.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.state.PushTarget;

/** Calls the servers of the apps. Like WeChat, it waits five seconds for a response. */
final class PushSender {

    private static final long TIMEOUT_MILLIS = 5000;

    private final HttpClient http;

    PushSender(Vertx vertx) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    /** Sends a push and gives the status and body of the response; status 0 if there is no response. */
    Future<JsonObject> post(PushTarget target, PushMessage message) {
        return call(HttpMethod.POST, target.url(), message.query(), message.contentType(), message.body());
    }

    /** Sends the GET request with which WeChat checks the address. */
    Future<JsonObject> get(PushTarget target, Map<String, String> query) {
        return call(HttpMethod.GET, target.url(), query, null, "");
    }

    private Future<JsonObject> call(HttpMethod method, String url, Map<String, String> query, String contentType, String body) {
        String signed = query.entrySet().stream().map(parameter -> parameter.getKey() + "="
                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        RequestOptions options = new RequestOptions().setMethod(method).setTimeout(TIMEOUT_MILLIS)
                .setAbsoluteURI(url + (url.contains("?") ? "&" : "?") + signed);
        if (contentType != null) {
            options.putHeader("Content-Type", contentType);
        }
        return http.request(options).compose(request -> send(request, body))
                .recover(failure -> Future.succeededFuture(outcome(0, String.valueOf(failure.getMessage()))));
    }

    private static Future<JsonObject> send(HttpClientRequest request, String body) {
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body()
                        .map(responseBody -> outcome(response.statusCode(), responseBody.toString())));
    }

    private static JsonObject outcome(int status, String body) {
        return new JsonObject().put("status", status).put("body", body);
    }
}
