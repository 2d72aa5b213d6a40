package io.wxsession.redis.connection;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.PooledRedisConnection;
import io.vertx.redis.client.impl.RedisStandaloneConnection;
import io.vertx.redis.client.impl.RequestImpl;
import io.vertx.redis.client.impl.ZModem;
import io.vertx.redis.client.impl.types.ErrorType;

/** Everything of Vert.x 4 and its Redis client that this package uses but that is not their API. */
@RegisterForReflection(targets = RedisStandaloneConnection.class)
public final class ClientInternals {

    private static final int MAX_JOINED_COMMANDS = 256;

    private ClientInternals() {
    }

    /** The event loop on which the context runs. Outside of any context Vert.x chooses one. */
    public static EventLoop eventLoop(Vertx vertx) {
        return ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    }

    /** A context of its own for that event loop, which holds nothing of any request. */
    public static Context contextOf(Vertx vertx, EventLoop loop) {
        return ((VertxInternal) vertx).createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader());
    }

    /** Runs the task as part of that context: at once if this thread is its event loop, otherwise soon. */
    public static void run(Context context, Runnable task) {
        ((ContextInternal) context).emit(run -> task.run());
    }

    /** Makes all commands that are sent in one turn of the event loop leave in one write. */
    static void joinWrites(RedisConnection connection) {
        RedisStandaloneConnection plain = (RedisStandaloneConnection) ((PooledRedisConnection) connection).actual();
        try {
            Field socket = RedisStandaloneConnection.class.getDeclaredField("netSocket");
            socket.setAccessible(true);
            ChannelHandlerContext handler = ((NetSocketInternal) socket.get(plain)).channelHandlerContext();
            handler.pipeline().addBefore(handler.name(), "join-writes",
                    new FlushConsolidationHandler(MAX_JOINED_COMMANDS, true));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Redis client has changed, see ClientInternals", e);
        }
    }

    /** The hash slot of the command's first key; {@link PendingCommand#NO_KEY} if it has none. */
    public static int slot(Request command) {
        List<byte[]> keys = ((RequestImpl) command).keys();
        return keys.isEmpty() ? PendingCommand.NO_KEY : ZModem.generate(keys.get(0));
    }

    /** The error that Redis replied; empty if the failure is another one. */
    public static Optional<String> errorReply(Throwable failure) {
        return failure instanceof ErrorType error && !isClosedConnection(error) ? Optional.of(error.getMessage())
                : Optional.empty();
    }

    /** Whether a command failed because its connection was closed. */
    public static boolean isClosedConnection(Throwable failure) {
        return failure instanceof ErrorType error && error.is("CONNECTION_CLOSED");
    }
}
