package io.wxsession.http.connection;

import io.netty.channel.Channel;

/** The event that tells a port or a connection to end in good order. */
final class Drain {

    private static final Drain EVENT = new Drain();

    private Drain() {
    }

    /** Tells one, from any thread. */
    static void begin(Channel channel) {
        channel.pipeline().fireUserEventTriggered(EVENT);
    }
}
