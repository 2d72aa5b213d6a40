package io.wxsession.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * The team's own account system, as far as the account verifier needs it: what it does follows from the password, or from what
 * stands before a colon in it.
 */
public final class AccountService {

    /** What wxsession presents to it. */
    public static final String SECRET = "verifier-secret-for-tests";

    private AccountService() {
    }

    static Future<HttpServer> listen(Vertx vertx) {
        return vertx.createHttpServer().requestHandler(AccountService::verify).listen(0, "127.0.0.1");
    }

    private static void verify(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!("Bearer " + SECRET).equals(request.getHeader("Authorization")) || !request.path().equals("/accounts/verify")
                || request.headers().contains("traceparent")) {
            response.setStatusCode(500).end();
            return;
        }
        request.body().onSuccess(body -> {
            JsonObject asked = body.toJsonObject();
            boolean complete = asked.getString("appId").startsWith("wx") && asked.getString("userId").startsWith("u_");
            JsonObject credentials = asked.getJsonObject("credentials");
            String account = credentials.getString("name");
            switch (complete ? credentials.getString("password", "").split(":")[0] : "") {
                case "right" -> response.end(new JsonObject().put("accountId", account).encode());
                case "huge" ->
                    response.end(new JsonObject().put("accountId", account).encode() + " ".repeat(100_000));
                case "wrong" -> response.setStatusCode(403).end();
                case "unknown" -> response.setStatusCode(401).end("{}");
                case "unfit" -> response.setStatusCode(422).end();
                case "number" -> response.end("{\"accountId\":5}");
                case "blank" -> response.end("{\"accountId\":\"two words\"}");
                case "html" -> response.end("<html>");
                case "created" -> response.setStatusCode(201).end(new JsonObject().put("accountId", account).encode());
                case "malformed" -> response.setStatusCode(400).end();
                case "absent" -> response.setStatusCode(404).end("no account " + account);
                case "hang" -> request.connection().closeHandler(closed -> {
                });
                case "drop" -> request.connection().close();
                default -> response.setStatusCode(500).end();
            }
        });
    }
}
