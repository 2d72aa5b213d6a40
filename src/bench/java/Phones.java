import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** Phones that get login codes from the simulator and log in at the service. */
record Phones(HttpClient client, int simulatorPort, int servicePort, String appId) {

    /** Phones that share this many connections to each server. */
    static Phones with(Vertx vertx, int connections, int simulatorPort, int servicePort, String appId) {
        HttpClientOptions options = new HttpClientOptions().setMaxPoolSize(connections).setMaxWaitQueueSize(-1)
                .setConnectTimeout(10_000).setKeepAliveTimeout(60);
        return new Phones(vertx.createHttpClient(options), simulatorPort, servicePort, appId);
    }

    /** A fresh login code. */
    Future<String> code(String phone) {
        return post(simulatorPort, "/simulator/phones/" + phone + "/login?appId=" + appId, Buffer.buffer())
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(answer.json().getString("code"))
                        : Future.failedFuture("the simulator answered " + answer.status()));
    }

    /** Opens a session. */
    Future<Answer> login(String code) {
        return post(servicePort, "/v1/sessions", new JsonObject().put("code", code).toBuffer());
    }

    private Future<Answer> post(int port, String path, Buffer body) {
        return client.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request -> request.putHeader("Content-Type", "application/json").send(body))
                .compose(response -> response.body().map(text -> new Answer(response.statusCode(), text)));
    }

    /** An answer with its whole body. */
    record Answer(int status, Buffer body) {

        JsonObject json() {
            return body.toJsonObject();
        }
    }
}
