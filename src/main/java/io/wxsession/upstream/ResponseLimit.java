package io.wxsession.upstream;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.util.ReferenceCountUtil;

/**
 * Lets a response fail that is far too long for its purpose, and closes its connection. The REST client gathers a whole body in
 * memory, so one response of a server that is out of order could take the memory of the process.
 */
final class ResponseLimit extends ChannelInboundHandlerAdapter {

    /** The responses that this service asks for take about one kilobyte. */
    static final int MAX_BYTES = 64 * 1024;
    /** The head may still wait for another event loop, and a failure must not overtake it. */
    static final int GRACE_MILLIS = 50;

    private int received;
    private boolean exceeded;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse) {
            received = 0;
        }
        if (message instanceof HttpContent part && !exceeded) {
            received += part.content().readableBytes();
            if (received > MAX_BYTES) {
                exceeded = true;
                context.channel().config().setAutoRead(false);
                context.executor().schedule(() -> fail(context), GRACE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        if (exceeded) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static void fail(ChannelHandlerContext context) {
        context.fireExceptionCaught(new TooLongHttpContentException("a response has more than " + MAX_BYTES + " bytes"));
        context.close();
    }
}
