package io.wxsession.http.connection;

import java.util.function.Consumer;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.AbstractNioChannel.NioUnsafe;

/**
 * One port: shows each new connection, and has it read a little at a time, because all requests in it are answered before others
 * have their turn.
 */
final class IncomingPort extends ChannelInboundHandlerAdapter {

    private static final int MAX_BYTES_OF_A_TURN = 4 * 1024;
    /** More than the queue of a port can hold. */
    private static final int MOST_TURNS = 1024;

    private final Consumer<Channel> opened;
    private boolean accepted;

    IncomingPort(Consumer<Channel> opened) {
        this.opened = opened;
    }

    @Override
    public void channelRead(ChannelHandlerContext port, Object message) {
        if (message instanceof Channel connection) {
            accepted = true;
            connection.config().setOption(ChannelOption.RCVBUF_ALLOCATOR,
                    new AdaptiveRecvByteBufAllocator(64, 2048, MAX_BYTES_OF_A_TURN).maxMessagesPerRead(1));
            opened.accept(connection);
        }
        port.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext port, Object event) {
        if (event instanceof Drain) {
            acceptWhatWaits(port.channel());
            port.channel().close();
        } else {
            port.fireUserEventTriggered(event);
        }
    }

    /** The operating system has taken these connections already, and would cut them off with the port. */
    private void acceptWhatWaits(Channel port) {
        if (port.unsafe() instanceof NioUnsafe unsafe) {
            accepted = true;
            for (int turn = 0; accepted && turn < MOST_TURNS; turn++) {
                accepted = false;
                unsafe.read();
            }
        }
    }
}
