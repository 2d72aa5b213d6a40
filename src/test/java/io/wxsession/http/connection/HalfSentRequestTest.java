package io.wxsession.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.Vertx;

class HalfSentRequestTest {

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedChannel connection = new EmbeddedChannel(new HalfSentRequest(new RequestMemory(vertx)));

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
        vertx.close();
    }

    @Test
    void whatComesBeforeThereIsADecoderPassesAndRequestsAreCountedFromThenOn() {
        send("a handshake of TLS");
        assertThat(connection.isOpen()).isTrue();
        connection.pipeline().addLast("httpDecoder", new HttpRequestDecoder()).addLast("httpEncoder",
                new HttpResponseEncoder());
        for (int i = 0; i <= UnansweredRequests.MOST_AHEAD; i++) {
            assertThat(connection.config().isAutoRead()).isTrue();
            send("GET / HTTP/1.1\r\n\r\n");
        }
        assertThat(connection.config().isAutoRead()).isFalse();
    }

    private void send(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }
}
