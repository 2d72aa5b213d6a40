package io.wxsession.http.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;

/**
 * The connections that clients open, and the ports at which they do. Has each connection watched from its first byte, before a
 * request is complete and a filter is asked.
 * <p>
 * The HTTP server offers no hook for this, so the first request at a port shows where its connections come from. What is internal
 * to Vert.x is in this class alone.
 */
@ApplicationScoped
class IncomingConnections {

    private static final String NAME = "incoming-connections";

    private final RequestMemory memory;
    private final ChannelGroup ports = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private volatile boolean draining;

    IncomingConnections(RequestMemory memory) {
        this.memory = memory;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.INCOMING_CONNECTIONS);
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        Channel connection = ((ConnectionBase) request.connection()).channel();
        if (!ports.contains(connection.parent())) {
            watchPort(connection.parent());
        }
        // It was opened before the first request at its port.
        if (connection.pipeline().get(NAME) == null) {
            connection.pipeline().addFirst(NAME, IncomingConnection.inARequest(memory, !request.isEnded()));
            connections.add(connection);
        }
        context.next();
    }

    private void watchPort(Channel port) {
        if (port.isOpen() && ports.add(port)) {
            // In development the server outlives the program.
            if (port.pipeline().get(NAME) != null) {
                port.pipeline().remove(NAME);
            }
            port.pipeline().addFirst(NAME, new IncomingPort(this::watchNew));
            if (draining) {
                Drain.begin(port);
            }
        }
    }

    private void watchNew(Channel connection) {
        connection.pipeline().addLast(NAME, IncomingConnection.opened(memory));
        connections.add(connection);
    }

    /**
     * Takes no new connections. Closes those whose requests have all been answered, and each of the others with its last response.
     * One that has sent nothing yet may still send a request.
     */
    void drain() {
        draining = true;
        ports.forEach(Drain::begin);
        ports.newCloseFuture().addListener(closed -> connections.forEach(Drain::begin));
    }
}
