package io.wxsession.redis.connection;

import java.util.function.Function;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;

/** Opens connections for one event loop, each within a deadline that covers TCP, TLS and the login. */
public final class NodeConnector {

    private final Vertx vertx;
    private final Context context;
    private final RedisSettings settings;
    private final Function<RedisConnection, Future<?>> admission;

    /**
     * Opens connections for one event loop.
     *
     * @param context one of that loop that belongs to no request
     * @param admission asks an open connection whether it may be used; fails if not
     */
    public NodeConnector(Vertx vertx, Context context, RedisSettings settings, Function<RedisConnection, Future<?>> admission) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.admission = admission;
    }

    Future<OpenConnection> connect(RedisEndpoint endpoint) {
        Promise<OpenConnection> promise = Promise.promise();
        // The client keeps the context that is current when it is made, so that must not be the one of a request.
        ClientInternals.run(context, () -> connect(endpoint, promise));
        return promise.future();
    }

    private void connect(RedisEndpoint endpoint, Promise<OpenConnection> promise) {
        Redis client = Redis.createClient(vertx, settings.optionsFor(endpoint));
        long timer = vertx.setTimer(settings.connectDeadline().toMillis(), late -> {
            if (promise.tryFail(new Unanswered("no connection within the deadline"))) {
                client.close();
            }
        });
        client.connect().compose(connection -> admission.apply(connection).map(admitted -> connection)).onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.failed()) {
                client.close();
                promise.tryFail(result.cause());
            } else {
                ClientInternals.joinWrites(result.result());
                OpenConnection open = new OpenConnection(client, result.result());
                if (!promise.tryComplete(open)) {
                    open.close();
                }
            }
        });
    }
}
