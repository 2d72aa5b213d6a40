package io.wxsession.testing.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.json.JsonObject;

/** A phone of a {@link SessionLoad}: what it was given by the last login or refresh that was acknowledged. */
final class LoadPhone {

    private final String user;
    private final String partition;
    private final long loggedInNanos;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile String accessToken;
    private volatile String refreshToken;
    /** How many good reads in a row. */
    private volatile int goodReads;

    /** A phone that has just logged in. */
    LoadPhone(JsonObject login) {
        this.user = login.getJsonObject("user").getString("id");
        this.loggedInNanos = System.nanoTime();
        this.accessToken = login.getString("accessToken");
        this.refreshToken = login.getString("refreshToken");
        this.partition = partition(accessToken);
    }

    /** The session id in the token begins with the number of its partition. */
    private static String partition(String accessToken) {
        String claims = new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), UTF_8);
        byte[] sid = Base64.getUrlDecoder().decode(new JsonObject(claims).getString("sid"));
        return "p%03x".formatted(ByteBuffer.wrap(sid).getShort());
    }

    String partition() {
        return partition;
    }

    long loggedInNanos() {
        return loggedInNanos;
    }

    String accessToken() {
        return accessToken;
    }

    String refreshToken() {
        return refreshToken;
    }

    int goodReads() {
        return goodReads;
    }

    boolean beginRefresh() {
        return refreshing.compareAndSet(false, true);
    }

    void endRefresh() {
        refreshing.set(false);
    }

    /** Takes the tokens of a refresh that succeeded. */
    String refreshed(HttpResponse<String> answer) {
        JsonObject tokens = new JsonObject(answer.body());
        accessToken = tokens.getString("accessToken");
        refreshToken = tokens.getString("refreshToken");
        return partition(accessToken).equals(partition) ? "" : "the token of another session";
    }

    /** What is wrong with an answer about the session. */
    String checkRead(HttpResponse<String> answer) {
        return check(new JsonObject(answer.body()).getJsonObject("user").getString("id"));
    }

    /** What is wrong with an answer of forward authentication. */
    String checkVerified(HttpResponse<String> answer) {
        return check(answer.headers().firstValue("X-Wxs-User").orElse("nobody"));
    }

    private String check(String named) {
        return named.equals(user) ? "" : "another user";
    }

    void noteRead(boolean good) {
        goodReads = good ? goodReads + 1 : 0;
    }
}
