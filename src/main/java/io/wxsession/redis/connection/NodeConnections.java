package io.wxsession.redis.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** The connections of one event loop, one to each server, and the deadline of the commands sent on them. */
public final class NodeConnections {

    private final Vertx vertx;
    private final Context context;
    private final NodeConnector connector;
    private final NodeConnection.FailureHandler failures;
    private final Duration deadline;
    private final CommandDeadlines deadlines;
    private final Map<RedisEndpoint, NodeConnection> nodes = new HashMap<>();
    private boolean closed;

    /**
     * Connections of one event loop.
     *
     * @param context one of that loop that belongs to no request
     * @param deadline of each command
     * @param failures decides what failures mean
     */
    public NodeConnections(Vertx vertx, Context context, NodeConnector connector, Duration deadline,
            NodeConnection.FailureHandler failures) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.failures = failures;
        this.deadline = deadline;
        this.deadlines = new CommandDeadlines(vertx, context, deadline, failures::missed);
    }

    /** How many commands wait for an answer. */
    public int pending() {
        return deadlines.size();
    }

    /** A command that fails if it is not answered by the deadline. The answer is delivered in the context of the caller. */
    public PendingCommand begin(Request request, int slot, UniEmitter<? super Response> reply) {
        Context current = Vertx.currentContext();
        Context caller = current != null && current.isEventLoopContext() ? current : context;
        PendingCommand command = new PendingCommand(request, slot, caller, System.nanoTime() + deadline.toNanos(), reply);
        deadlines.add(command);
        return command;
    }

    /** Sends the command on the connection to that server, which is opened if need be. */
    public void send(PendingCommand command, RedisEndpoint server) {
        if (closed) {
            command.fail(new Unanswered("the connections are closed"));
            return;
        }
        nodes.computeIfAbsent(server, any -> new NodeConnection(server, connector, failures)).send(command);
    }

    /** Leaves the servers that are not in the set, once the commands sent to them have had their time. */
    public void keepOnly(Set<RedisEndpoint> servers) {
        nodes.keySet().stream().filter(server -> !servers.contains(server)).toList().forEach(server -> {
            NodeConnection left = nodes.remove(server);
            ClientInternals.run(context, () -> vertx.setTimer(deadline.toMillis(), later -> left.close()));
        });
    }

    /** Closes all. Commands under way fail, and so does what their failure makes somebody send. */
    public void close() {
        closed = true;
        nodes.values().forEach(NodeConnection::close);
        nodes.clear();
    }
}
