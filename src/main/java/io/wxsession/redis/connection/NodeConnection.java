package io.wxsession.redis.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;

/**
 * The connection of one event loop to one server. Opened when the first command comes, and again after it was lost. While a
 * server cannot be reached, attempts keep a growing distance and commands fail at once.
 */
public final class NodeConnection {

    /** Decides what failures mean. */
    public interface FailureHandler {

        /** The command was written, and Redis replied an error or the connection was lost. */
        void failed(PendingCommand command, NodeConnection node, Throwable failure);

        /** The command failed because no answer came in time. */
        void missed(PendingCommand command);

        /** The connection was opened again after it was lost. */
        default void reopened(NodeConnection node) {
        }

        /** The server could not be reached or did not let us in. Commands that waited for that have failed. */
        void unreachable(NodeConnection node);
    }

    private final RedisEndpoint endpoint;
    private final NodeConnector connector;
    private final FailureHandler failures;
    private final Backoff backoff = new Backoff();
    private final Deque<PendingCommand> waiting = new ArrayDeque<>();
    private OpenConnection open;
    private Future<OpenConnection> attempt;
    private boolean wasOpen;
    /** What the server replied when it did not let us in, until an attempt ends otherwise. */
    private Optional<Throwable> refusal = Optional.empty();

    NodeConnection(RedisEndpoint endpoint, NodeConnector connector, FailureHandler failures) {
        this.endpoint = endpoint;
        this.connector = connector;
        this.failures = failures;
    }

    /** The server. */
    public RedisEndpoint endpoint() {
        return endpoint;
    }

    void send(PendingCommand command) {
        if (open != null) {
            write(command, open);
        } else if (attempt == null && !backoff.isOver()) {
            command.fail(refusal.orElseGet(() -> new Unanswered("the server could not be reached a moment ago")));
        } else {
            waiting.addLast(command);
            connect();
        }
    }

    private void connect() {
        if (attempt == null) {
            Future<OpenConnection> begun = connector.connect(endpoint);
            attempt = begun;
            begun.onComplete(result -> {
                if (attempt == begun) {
                    attempt = null;
                    opened(result);
                } else if (result.succeeded()) {
                    result.result().close();
                }
            });
        }
    }

    private void opened(AsyncResult<OpenConnection> result) {
        Deque<PendingCommand> commands = new ArrayDeque<>(waiting);
        waiting.clear();
        refusal = Optional.ofNullable(result.cause()).filter(cause -> ErrorReply.of(cause).isPresent());
        if (result.succeeded()) {
            open = result.result();
            OpenConnection opened = open;
            opened.onLost(() -> giveUp(opened));
            if (wasOpen) {
                failures.reopened(this);
            }
            wasOpen = true;
            commands.stream().filter(command -> !command.isAnswered())
                    .forEach(command -> ClientInternals.run(command.caller(), () -> write(command, opened)));
        } else {
            backoff.failed();
            commands.forEach(command -> command.fail(result.cause()));
            failures.unreachable(this);
        }
    }

    private void write(PendingCommand command, OpenConnection connection) {
        command.writtenTo(connection);
        connection.send(command).onComplete(result -> {
            if (command.connection() != connection) {
                return;
            }
            if (result.succeeded()) {
                answered(command, connection, result.result());
            } else {
                failures.failed(command, this, result.cause());
            }
        });
    }

    private void answered(PendingCommand command, OpenConnection connection, Response response) {
        if (!connection.wasUseful()) {
            connection.markUseful();
            backoff.succeeded();
        }
        command.complete(response);
    }

    /** Closes that connection, unless another has replaced it. If it has never been of use, the next attempt has to wait. */
    private void giveUp(OpenConnection lost) {
        if (open != null && open == lost) {
            open = null;
            if (!lost.wasUseful()) {
                backoff.failed();
            }
            lost.close();
        }
    }

    void close() {
        attempt = null;
        if (open != null) {
            OpenConnection closing = open;
            open = null;
            closing.close();
        }
        waiting.forEach(command -> command.fail(new Unanswered("the connection was closed")));
        waiting.clear();
    }
}
