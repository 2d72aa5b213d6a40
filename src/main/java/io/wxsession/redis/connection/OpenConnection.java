package io.wxsession.redis.connection;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A connection to one server on which commands can be sent. */
final class OpenConnection {

    private final Redis client;
    private final RedisConnection connection;
    private Runnable lost = () -> {
    };
    private boolean useful;

    OpenConnection(Redis client, RedisConnection connection) {
        this.client = client;
        this.connection = connection;
    }

    /** Sends the command, after ASKING if it needs that. */
    Future<Response> send(PendingCommand command) {
        if (command.isAsking()) {
            connection.send(Request.cmd(Command.ASKING));
        }
        return connection.send(command.request());
    }

    /** @param lost called when the connection has ended or is in doubt */
    void onLost(Runnable lost) {
        this.lost = lost;
        connection.endHandler(end -> lost.run());
        connection.exceptionHandler(failure -> lost.run());
    }

    /** Says that the server behaves as if it were none, so that the connection is given up. */
    void doubt() {
        lost.run();
    }

    /** Whether a command has succeeded on it. */
    boolean wasUseful() {
        return useful;
    }

    void markUseful() {
        useful = true;
    }

    /** Ends it. Commands under way fail. */
    void close() {
        client.close();
    }
}
