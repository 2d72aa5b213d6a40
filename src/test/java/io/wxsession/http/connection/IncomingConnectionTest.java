package io.wxsession.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.Vertx;

class IncomingConnectionTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n";
    private static final long SECONDS = UnansweredRequests.BODY_WHILE_DRAINING.toSeconds();

    private final Vertx vertx = Vertx.vertx();
    private final RequestMemory memory = new RequestMemory(vertx);
    private final EmbeddedChannel connection = new EmbeddedChannel(IncomingConnection.opened(memory));

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
        vertx.close();
    }

    @Test
    void whatComesBeforeThereIsADecoderPassesAndRequestsAreCountedFromThenOn() {
        send("a handshake of TLS");
        assertThat(connection.isOpen()).isTrue();
        addDecoder(connection);
        for (int i = 0; i <= UnansweredRequests.MOST_AHEAD; i++) {
            assertThat(connection.config().isAutoRead()).isTrue();
            send(REQUEST);
        }
        assertThat(connection.config().isAutoRead()).isFalse();
    }

    @Test
    void whenConnectionsEndOneWithoutARequestIsClosed() {
        addDecoder(connection);
        send(REQUEST);
        answer(connection);
        assertThat(connection.isOpen()).isTrue();
        drain(connection);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whenConnectionsEndOneWithRequestsIsClosedWithItsLastResponseWhichSaysSo() {
        addDecoder(connection);
        send(REQUEST + REQUEST);
        drain(connection);
        assertThat(answer(connection)).doesNotContain("close");
        assertThat(connection.isOpen()).isTrue();
        assertThat(answer(connection)).contains("connection: close");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aRequestThatIsStillToComeIsAnsweredToo() {
        addDecoder(connection);
        drain(connection);
        send(REQUEST.substring(0, 7));
        drain(connection);
        assertThat(connection.isOpen()).isTrue();
        send(REQUEST.substring(7));
        assertThat(answer(connection)).contains("connection: close");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void anInterimResponseEndsNothing() {
        addDecoder(connection);
        send(REQUEST);
        drain(connection);
        assertThat(answer(connection, HttpResponseStatus.CONTINUE)).doesNotContain("close");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aConnectionThatIsWatchedFromItsFirstRequestOnEndsWithItsResponse() {
        EmbeddedChannel watchedLater = new EmbeddedChannel();
        addDecoder(watchedLater);
        watchedLater.pipeline().addFirst(IncomingConnection.inARequest(memory, false));
        drain(watchedLater);
        assertThat(watchedLater.isOpen()).isTrue();
        assertThat(answer(watchedLater)).contains("connection: close");
        assertThat(watchedLater.isOpen()).isFalse();
    }

    @Test
    void whenConnectionsEndABodyHasLittleTimeToCome() {
        addDecoder(connection);
        send(POST + "{");
        drain(connection);
        connection.advanceTimeBy(SECONDS - 1, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
        assertThat(connection.isOpen()).isTrue();
        connection.advanceTimeBy(1, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aBodyThatHasComeInTimeIsAnsweredHoweverLongThatTakes() {
        addDecoder(connection);
        drain(connection);
        send(POST + "{");
        send("}");
        connection.advanceTimeBy(SECONDS, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
        assertThat(connection.isOpen()).isTrue();
        assertThat(answer(connection)).contains("connection: close");
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aConnectionWhoseLastHeadCameInPartsIsClosedToo() {
        addDecoder(connection);
        send(REQUEST.substring(0, 7));
        send(REQUEST.substring(7));
        answer(connection);
        drain(connection);
        assertThat(connection.isOpen()).isFalse();
    }

    private static void addDecoder(EmbeddedChannel connection) {
        connection.pipeline().addLast("httpDecoder", new HttpRequestDecoder()).addLast("httpEncoder",
                new HttpResponseEncoder());
    }

    private static void drain(EmbeddedChannel connection) {
        Drain.begin(connection);
        connection.runPendingTasks();
    }

    private static String answer(EmbeddedChannel connection) {
        return answer(connection, HttpResponseStatus.OK);
    }

    private static String answer(EmbeddedChannel connection, HttpResponseStatus status) {
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER));
        StringBuilder sent = new StringBuilder();
        for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
            sent.append(part.toString(US_ASCII));
            part.release();
        }
        return sent.toString();
    }

    private void send(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }
}
