package io.wxsession.redis;

import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.redis.connection.ClientInternals;
import io.wxsession.redis.connection.ErrorReply;
import io.wxsession.redis.connection.Lane;
import io.wxsession.redis.connection.NodeConnection;
import io.wxsession.redis.connection.NodeConnections;
import io.wxsession.redis.connection.NodeConnector;
import io.wxsession.redis.connection.PendingCommand;
import io.wxsession.redis.connection.RedisEndpoint;
import io.wxsession.redis.connection.RedisSettings;
import io.wxsession.redis.connection.Unanswered;
import io.wxsession.redis.topology.Topology;

/**
 * The commands of one event loop: each goes to the master of its key, also while a cluster moves keys about. Everything here
 * happens on that loop.
 */
final class EventLoopCommands implements NodeConnection.FailureHandler {

    private static final long TRY_AGAIN_MILLIS = 20;

    private final Vertx vertx;
    private final Context context;
    private final Topology topology;
    private final int maxPending;
    private final NodeConnections nodes;
    private final RedisMetrics metrics;
    private Set<RedisEndpoint> masters = Set.of();

    EventLoopCommands(Vertx vertx, Context context, Topology topology, RedisSettings settings, Lane lane,
            RedisMetrics metrics) {
        this.vertx = vertx;
        this.context = context;
        this.topology = topology;
        this.metrics = metrics;
        this.maxPending = settings.maxPending();
        NodeConnector connector = new NodeConnector(vertx, context, settings, topology::admit);
        this.nodes = new NodeConnections(vertx, context, connector, settings.deadline(lane), this);
    }

    void send(Request request, UniEmitter<? super Response> reply) {
        if (nodes.pending() >= maxPending) {
            reply.fail(new Unanswered("too many commands wait for an answer"));
        } else {
            sendAnyway(request, reply);
        }
    }

    /** Sends it however many commands wait. */
    void sendAnyway(Request request, UniEmitter<? super Response> reply) {
        topology.refreshIfOld();
        route(nodes.begin(request, topology.hasSlots() ? ClientInternals.slot(request) : PendingCommand.NO_KEY, reply));
    }

    private void route(PendingCommand command) {
        Optional<RedisEndpoint> master = topology.master(command.slot());
        if (master.isPresent()) {
            leaveFormerMasters();
            nodes.send(command, master.get());
        } else {
            topology.refresh().onComplete(asked -> ClientInternals.run(command.caller(), () -> routeWithAnswer(command)));
        }
    }

    private void routeWithAnswer(PendingCommand command) {
        topology.master(command.slot()).ifPresentOrElse(master -> nodes.send(command, master),
                () -> command.fail(new Unanswered("nobody names a master")));
    }

    private void leaveFormerMasters() {
        Set<RedisEndpoint> current = topology.masters();
        if (current != masters) {
            masters = current;
            nodes.keepOnly(current);
        }
    }

    /** A server that leaves a command unanswered may be dead without a word from the network. */
    @Override
    public void missed(PendingCommand command) {
        metrics.deadlineMissed();
        command.doubtConnection();
        topology.refresh();
    }

    @Override
    public void reopened(NodeConnection node) {
        metrics.reconnected();
    }

    @Override
    public void unreachable(NodeConnection node) {
        topology.refresh();
    }

    @Override
    public void failed(PendingCommand command, NodeConnection node, Throwable failure) {
        Optional<ErrorReply> error = ErrorReply.of(failure);
        if (error.isPresent()) {
            refused(command, node.endpoint(), error.get(), failure);
        } else {
            leave(command, failure);
        }
    }

    private void refused(PendingCommand command, RedisEndpoint server, ErrorReply error, Throwable failure) {
        switch (error.meaning()) {
            case MOVED -> {
                RedisEndpoint target = error.target(server);
                topology.moved(error.slot(), target);
                redirect(command, target, false, failure);
            }
            case ASK -> redirect(command, error.target(server), true, failure);
            case TRYAGAIN -> {
                boolean asking = command.isAsking();
                vertx.setTimer(TRY_AGAIN_MILLIS, later -> redirect(command, server, asking, failure));
            }
            case READONLY, MASTERDOWN -> leave(command, failure);
            case CLUSTERDOWN, LOADING -> {
                topology.refresh();
                command.fail(failure);
            }
            case NOSCRIPT, OTHER -> command.fail(failure);
        }
    }

    private void leave(PendingCommand command, Throwable failure) {
        command.doubtConnection();
        topology.refresh();
        command.fail(failure);
    }

    private void redirect(PendingCommand command, RedisEndpoint target, boolean asking, Throwable failure) {
        if (!command.isAnswered()) {
            if (command.redirect(asking)) {
                ClientInternals.run(command.caller(), () -> nodes.send(command, target));
            } else {
                command.fail(failure);
            }
        }
    }

    void close() {
        ClientInternals.run(context, nodes::close);
    }
}
