package io.wxsession.http.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;

/**
 * The connections that clients open, and the ports at which they do. Watches what comes before a request is complete, where no
 * filter is asked: it has each connection read a little at a time, because all requests in it are answered before others have
 * their turn, and counts heads while they are incomplete.
 * <p>
 * The HTTP server offers no hook for this, so the first request at a port shows where its connections come from. What is internal
 * to Vert.x is in this class alone.
 */
@ApplicationScoped
class IncomingConnections {

    private static final String NAME = "incoming-connections";
    private static final int MAX_BYTES_OF_A_TURN = 4 * 1024;

    private final RequestMemory memory;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    /** Closes also a port that shows only after it has been closed. */
    private final ChannelGroup ports = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    IncomingConnections(RequestMemory memory) {
        this.memory = memory;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.INCOMING_CONNECTIONS);
    }

    private void watch(RoutingContext context) {
        Channel connection = ((ConnectionBase) context.request().connection()).channel();
        // It was opened before the first request at its port.
        if (connection.pipeline().get(NAME) == null) {
            watchNewConnections(connection.parent());
            connection.pipeline().addFirst(NAME, IncomingConnection.inARequest(memory));
            connections.add(connection);
        }
        context.next();
    }

    private void watchNewConnections(Channel port) {
        if (ports.add(port)) {
            // In development the server outlives the program.
            if (port.pipeline().get(NAME) != null) {
                port.pipeline().remove(NAME);
            }
            port.pipeline().addFirst(NAME, new NewConnections());
        }
    }

    /** Takes no new connections, closes those without a request, and closes each of the others with its last response. */
    void drain() {
        ports.close().addListener(closed -> connections.forEach(
                connection -> connection.pipeline().fireUserEventTriggered(IncomingConnection.DRAIN)));
    }

    private final class NewConnections extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext port, Object message) {
            if (message instanceof Channel connection) {
                RecvByteBufAllocator little = new AdaptiveRecvByteBufAllocator(64, 2048, MAX_BYTES_OF_A_TURN)
                        .maxMessagesPerRead(1);
                connection.config().setOption(ChannelOption.RCVBUF_ALLOCATOR, little);
                connection.pipeline().addLast(NAME, IncomingConnection.opened(memory));
                connections.add(connection);
            }
            port.fireChannelRead(message);
        }
    }
}
