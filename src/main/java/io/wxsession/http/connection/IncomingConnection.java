package io.wxsession.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.wxsession.http.connection.HeldMemory.Held;

/** One connection: counts what has come of a request while its head is not complete, and ends when it is told. */
final class IncomingConnection extends ChannelInboundHandlerAdapter {

    /** The name that Vert.x gives its encoder, which stands behind its decoder. */
    private static final String ENCODER = "httpEncoder";

    private final RequestMemory memory;
    private final boolean beginsInARequest;
    private final boolean beginsInABody;
    private Held held;
    private int bytes;
    private UnansweredRequests unanswered;
    private boolean decoderWatched;

    private IncomingConnection(RequestMemory memory, boolean beginsInARequest, boolean beginsInABody) {
        this.memory = memory;
        this.beginsInARequest = beginsInARequest;
        this.beginsInABody = beginsInABody;
    }

    static IncomingConnection opened(RequestMemory memory) {
        return new IncomingConnection(memory, false, false);
    }

    /**
     * One that has brought the head of a request.
     *
     * @param bodyIsComing whether the request has not ended
     */
    static IncomingConnection inARequest(RequestMemory memory, boolean bodyIsComing) {
        return new IncomingConnection(memory, true, bodyIsComing);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (beginsInARequest) {
            watchDecoder(context);
            unanswered.expectResponse(beginsInABody);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf part) {
            read(context, part);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void read(ChannelHandlerContext context, ByteBuf part) {
        watchDecoder(context);
        int length = part.readableBytes();
        unanswered.expectDecoding();
        part.retain();
        try {
            context.fireChannelRead(part);
            hold(context, left(part, length));
        } finally {
            part.release();
        }
    }

    /** With TLS, the decoder is there only after the handshake. */
    private void watchDecoder(ChannelHandlerContext context) {
        if (unanswered == null) {
            unanswered = new UnansweredRequests(memory.ofThisLoop());
        }
        if (!decoderWatched && context.pipeline().get(ENCODER) != null) {
            decoderWatched = true;
            context.pipeline().addAfter(ENCODER, null, unanswered);
        }
    }

    /** How much the decoder has not understood yet, or somewhat more. */
    private int left(ByteBuf part, int length) {
        if (!unanswered.hasDecoded()) {
            return bytes + length;
        }
        if (bytes > 0) {
            // It has copied the part to what it had before, so that nobody can see where it is.
            return length;
        }
        return part.refCnt() > 1 ? part.readableBytes() : 0;
    }

    private void hold(ChannelHandlerContext context, int left) {
        bytes = left;
        if (left == 0) {
            release();
            return;
        }
        if (held == null) {
            held = memory.ofThisLoop().begin(context::close);
        }
        held.takes(left);
    }

    private void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Drain) {
            drain(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    /** Ends at once without a request, else with the last response. */
    private void drain(ChannelHandlerContext context) {
        boolean isNew = unanswered == null;
        watchDecoder(context);
        if (isNew || unanswered.areThere() || isInAHead()) {
            unanswered.closeWithTheLastResponse(context);
        } else {
            context.channel().close();
        }
    }

    private boolean isInAHead() {
        return bytes > 0 && !unanswered.hasDecoded();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }
}
