package io.wxsession.http.connection;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;

/**
 * Watches what comes before a request is complete, where no filter is asked. It has each connection read a little at a time,
 * because all requests in it are answered before others have their turn, and counts heads while they are incomplete.
 * <p>
 * The HTTP server offers no hook for this, so the first request shows where its connections come from. What is internal to Vert.x
 * is in this class alone.
 */
@ApplicationScoped
class HalfSentRequests {

    private static final String NAME = "half-sent-requests";
    private static final int MAX_BYTES_OF_A_TURN = 4 * 1024;

    private final RequestMemory memory;
    private final AtomicBoolean watching = new AtomicBoolean();

    HalfSentRequests(RequestMemory memory) {
        this.memory = memory;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.HALF_SENT_REQUESTS);
    }

    private void watch(RoutingContext context) {
        Channel connection = ((ConnectionBase) context.request().connection()).channel();
        if (!watching.get() && watching.compareAndSet(false, true)) {
            watchNewConnections(connection.parent().pipeline());
        }
        // Some may have been opened before the first request.
        if (connection.pipeline().get(NAME) == null) {
            connection.pipeline().addFirst(NAME, new HalfSentRequest(memory));
        }
        context.next();
    }

    private void watchNewConnections(ChannelPipeline server) {
        // In development the server outlives the program.
        if (server.get(NAME) != null) {
            server.remove(NAME);
        }
        server.addFirst(NAME, new NewConnections(memory));
    }

    private static final class NewConnections extends ChannelInboundHandlerAdapter {

        private final RequestMemory memory;

        private NewConnections(RequestMemory memory) {
            this.memory = memory;
        }

        @Override
        public void channelRead(ChannelHandlerContext server, Object message) {
            if (message instanceof Channel connection) {
                RecvByteBufAllocator little = new AdaptiveRecvByteBufAllocator(64, 2048, MAX_BYTES_OF_A_TURN)
                        .maxMessagesPerRead(1);
                connection.config().setOption(ChannelOption.RCVBUF_ALLOCATOR, little);
                connection.pipeline().addLast(NAME, new HalfSentRequest(memory));
            }
            server.fireChannelRead(message);
        }
    }
}
