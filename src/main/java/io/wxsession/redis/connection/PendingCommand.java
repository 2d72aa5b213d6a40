package io.wxsession.redis.connection;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A command that waits for its reply. Belongs to one event loop. */
public final class PendingCommand {

    /** Stands for the slot of a command without a key, which any master can serve. */
    public static final int NO_KEY = -1;

    private static final int MAX_REDIRECTIONS = 16;

    private final Request request;
    private final int slot;
    private final Context caller;
    private final long deadlineNanos;
    private final UniEmitter<? super Response> reply;
    private OpenConnection connection;
    private boolean asking;
    private int redirections;
    private boolean answered;

    /**
     * @param slot of its key
     * @param caller the context in which the reply is delivered
     * @param deadlineNanos when the reply is awaited no longer, on the clock of {@link System#nanoTime()}
     */
    PendingCommand(Request request, int slot, Context caller, long deadlineNanos, UniEmitter<? super Response> reply) {
        this.request = request;
        this.slot = slot;
        this.caller = caller;
        this.deadlineNanos = deadlineNanos;
        this.reply = reply;
    }

    Request request() {
        return request;
    }

    /** The hash slot of its key; {@link #NO_KEY} if it has none or servers have no slots. */
    public int slot() {
        return slot;
    }

    /** When the reply is awaited no longer, on the clock of {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The context in which the reply is delivered. */
    public Context caller() {
        return caller;
    }

    /** Whether it has a reply or has failed. */
    public boolean isAnswered() {
        return answered;
    }

    /** Whether the server must be told that the key is just moving to it (ASK). */
    public boolean isAsking() {
        return asking;
    }

    /** The connection on which it was written; null as long as it was not. */
    OpenConnection connection() {
        return connection;
    }

    /** Gives up the connection on which it was written, if it was. */
    public void doubtConnection() {
        if (connection != null) {
            connection.doubt();
        }
    }

    void writtenTo(OpenConnection connection) {
        this.connection = connection;
    }

    /** Prepares it for another server. Gives whether it may go there, for it may not wander for ever. */
    public boolean redirect(boolean asking) {
        this.asking = asking;
        this.connection = null;
        return ++redirections <= MAX_REDIRECTIONS;
    }

    /** Delivers the reply, unless it was answered before. */
    void complete(Response response) {
        if (!answered) {
            answered = true;
            deliver(() -> reply.complete(response));
        }
    }

    /** Delivers a failure, unless it was answered before. */
    public void fail(Throwable failure) {
        if (!answered) {
            answered = true;
            deliver(() -> reply.fail(failure));
        }
    }

    private void deliver(Runnable delivery) {
        if (Vertx.currentContext() == caller) {
            delivery.run();
        } else {
            ClientInternals.run(caller, delivery);
        }
    }
}
