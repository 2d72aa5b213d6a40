package io.wxsession.upstream;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpContentException;

class ResponseLimitTest {

    private static final int PARTS = 4;
    private static final int PART_BYTES = ResponseLimit.MAX_BYTES / PARTS;

    private final EmbeddedChannel connection = new EmbeddedChannel(new ResponseLimit());

    @BeforeEach
    void stopTheClock() {
        connection.freezeTime();
    }

    @Test
    void responsesUpToTheLimitPassOneAfterTheOther() {
        for (int response = 0; response < 3; response++) {
            receive(PARTS);
        }
        assertThat(connection.inboundMessages()).hasSize(3 * (PARTS + 2));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aLongerOneIsHeldBackFromThePartThatExceedsTheLimitAndFailsSoon() {
        receive(PARTS + 1);
        assertThat(connection.inboundMessages()).hasSize(PARTS + 1);
        assertThat(connection.config().isAutoRead()).isFalse();
        assertThat(connection.isOpen()).isTrue();
        connection.advanceTimeBy(ResponseLimit.GRACE_MILLIS, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
        assertThatThrownBy(connection::checkException).isInstanceOf(TooLongHttpContentException.class);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whatComesMeanwhileIsReleased() {
        receive(PARTS + 1);
        ByteBuf late = Unpooled.buffer().writeZero(PART_BYTES);
        connection.writeInbound(new DefaultHttpContent(late));
        assertThat(late.refCnt()).isZero();
    }

    private void receive(int parts) {
        connection.writeInbound(new DefaultHttpResponse(HTTP_1_1, HttpResponseStatus.OK));
        for (int part = 0; part < parts; part++) {
            connection.writeInbound(new DefaultHttpContent(Unpooled.buffer().writeZero(PART_BYTES)));
        }
        connection.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
