package io.wxsession.http.connection;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;

class UnansweredRequestsTest {

    private static final long SHARE = 100_000;

    private final HeldMemory memory = new HeldMemory(SHARE);
    private final EmbeddedChannel connection = new EmbeddedChannel(new UnansweredRequests(memory));

    @Test
    void whileManyRequestsWaitNothingMoreIsRead() {
        ask(UnansweredRequests.MOST_AHEAD);
        assertThat(reads()).isTrue();
        ask(1);
        assertThat(reads()).isFalse();
    }

    @Test
    void whenHalfOfThemAreAnsweredReadingGoesOn() {
        ask(UnansweredRequests.MOST_AHEAD + 1);
        answer(UnansweredRequests.MOST_AHEAD / 2, HttpResponseStatus.OK);
        assertThat(reads()).isFalse();
        answer(1, HttpResponseStatus.OK);
        assertThat(reads()).isTrue();
    }

    @Test
    void anInterimResponseAnswersNothing() {
        ask(UnansweredRequests.MOST_AHEAD + 1);
        answer(UnansweredRequests.MOST_AHEAD + 1, HttpResponseStatus.CONTINUE);
        assertThat(reads()).isFalse();
    }

    @Test
    void aPauseThatTheServerEndedBeginsAgainWithTheNextRequest() {
        ask(UnansweredRequests.MOST_AHEAD + 1);
        connection.config().setAutoRead(true);
        ask(1);
        assertThat(reads()).isFalse();
    }

    @Test
    void whileResponsesAreNotReadNothingMoreIsRead() {
        ask(1);
        connection.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        connection.runPendingTasks();
        assertThat(reads()).isFalse();
        connection.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        connection.runPendingTasks();
        assertThat(reads()).isTrue();
    }

    @Test
    void theConnectionWithTheMostInTheQueueGivesWayToOthers() {
        EmbeddedChannel other = new EmbeddedChannel(new UnansweredRequests(memory));
        other.writeInbound(request());
        for (int i = 0; i < SHARE / 1000 && connection.isOpen(); i++) {
            connection.writeInbound(request());
        }
        connection.runPendingTasks();
        assertThat(connection.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void whatIsAnsweredTakesNoMemory() {
        for (int i = 0; i < SHARE; i++) {
            ask(1);
            answer(1, HttpResponseStatus.OK);
        }
        assertThat(connection.isOpen()).isTrue();
        assertThat(reads()).isTrue();
    }

    private boolean reads() {
        return connection.config().isAutoRead();
    }

    private void ask(int requests) {
        for (int i = 0; i < requests; i++) {
            connection.writeInbound(request());
        }
    }

    private void answer(int requests, HttpResponseStatus status) {
        for (int i = 0; i < requests; i++) {
            connection.writeOutbound(response(status));
        }
        connection.releaseOutbound();
    }

    private static DefaultHttpRequest request() {
        return new DefaultHttpRequest(HTTP_1_1, HttpMethod.GET, "/");
    }

    private static DefaultFullHttpResponse response(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    }
}
