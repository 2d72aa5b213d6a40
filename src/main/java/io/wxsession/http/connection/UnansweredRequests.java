package io.wxsession.http.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.wxsession.http.connection.HeldMemory.Held;

/**
 * Counts the requests on one connection that have no response yet. A client may send requests ahead (RFC 9112 §9.3.2), and the
 * HTTP server queues them all. So nothing more is read while many wait, or while the client does not read its responses.
 */
final class UnansweredRequests extends ChannelDuplexHandler {

    static final int MOST_AHEAD = 16;
    /** What the objects of a request take until its turn comes, about. */
    private static final int BYTES_OF_A_QUEUED_REQUEST = 1024;
    /** Leaves time for the slowest login within quarkus.shutdown.timeout. */
    static final Duration BODY_WHILE_DRAINING = Duration.ofSeconds(5);

    private final HeldMemory memory;
    /** The bytes of each, in the order in which they came. */
    private final Queue<Integer> requests = new ArrayDeque<>(2);
    private Held held;
    private int bytes;
    private boolean paused;
    private boolean decoded;
    private boolean draining;
    private boolean bodyIsComing;
    private Future<?> bodyDeadline;

    UnansweredRequests(HeldMemory memory) {
        this.memory = memory;
    }

    /** From now on notes whether the decoder understands something. */
    void expectDecoding() {
        decoded = false;
    }

    boolean hasDecoded() {
        return decoded;
    }

    /** Counts a request that came before this was there. */
    void expectResponse(boolean withBody) {
        requests.add(0);
        bodyIsComing = withBody;
    }

    boolean areThere() {
        return !requests.isEmpty();
    }

    void closeWithTheLastResponse(ChannelHandlerContext context) {
        draining = true;
        if (bodyIsComing) {
            limitBody(context);
        }
    }

    /** Whoever sends half a body must not hold up the end. */
    private void limitBody(ChannelHandlerContext context) {
        bodyDeadline = context.executor().schedule(() -> context.channel().close(), BODY_WHILE_DRAINING.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decoded = true;
        if (message instanceof HttpRequest request) {
            bodyIsComing = true;
            if (draining) {
                limitBody(context);
            }
            int size = headBytes(request) + (requests.isEmpty() ? 0 : BYTES_OF_A_QUEUED_REQUEST);
            requests.add(size);
            hold(context, bytes + size);
            pace(context);
        }
        if (message instanceof LastHttpContent) {
            bodyIsComing = false;
            if (bodyDeadline != null) {
                bodyDeadline.cancel(false);
                bodyDeadline = null;
            }
        }
        context.fireChannelRead(message);
    }

    private static int headBytes(HttpRequest request) {
        int bytes = request.uri().length();
        for (var headers = request.headers().iteratorCharSequence(); headers.hasNext();) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            bytes += header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
        boolean isResponse = !requests.isEmpty() && !isInterim(message);
        boolean isLast = draining && isResponse && requests.size() == 1;
        if (isLast && message instanceof HttpResponse response) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        if (isResponse && message instanceof LastHttpContent) {
            context.write(message, isLast ? written.unvoid().addListener(ChannelFutureListener.CLOSE) : written);
            hold(context, bytes - requests.remove());
            pace(context);
        } else {
            context.write(message, written);
        }
    }

    /** Such as 100 (Continue): the response is still to come. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void hold(ChannelHandlerContext context, int now) {
        bytes = now;
        if (requests.isEmpty()) {
            release();
            return;
        }
        if (held == null) {
            held = memory.begin(context::close);
        }
        held.takes(now);
    }

    private void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    /** The HTTP server may go on reading by itself after a body, so a pause is repeated with each request. */
    private void pace(ChannelHandlerContext context) {
        boolean readsResponses = context.channel().isWritable();
        if (!readsResponses || requests.size() > MOST_AHEAD) {
            paused = true;
            context.channel().config().setAutoRead(false);
        } else if (paused && requests.size() <= MOST_AHEAD / 2) {
            paused = false;
            context.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        pace(context);
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }
}
