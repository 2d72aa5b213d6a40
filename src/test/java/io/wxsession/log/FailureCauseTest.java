package io.wxsession.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import jakarta.ws.rs.ProcessingException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.NoStackTraceTimeoutException;

class FailureCauseTest {

    private static final String SECRET = "https://api.weixin.qq.com/sns/jscode2session?secret=0123";

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new ConnectException(SECRET), "the connection was refused"),
                arguments(new ConnectTimeoutException(SECRET), "no connection in time"),
                arguments(new NoRouteToHostException(SECRET), "no route to the host"),
                arguments(new UnknownHostException(SECRET), "the host name is not known"),
                arguments(new SSLHandshakeException(SECRET), "TLS failed"),
                arguments(new SocketException(SECRET), "the connection failed"),
                arguments(new BindException(SECRET), "no free local port"),
                arguments(new HttpClosedException(SECRET), "the connection was closed"),
                arguments(new NoStackTraceTimeoutException(SECRET), "no response in time"),
                arguments(new io.smallrye.mutiny.TimeoutException(), "no response in time"),
                arguments(new IOException(SECRET), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsNamedInWordsAndWithoutItsMessage(Throwable failure, String words) {
        assertThat(FailureCause.of(failure)).isEqualTo(words);
    }

    @Test
    void whatIsBehindTheFailureOfAClientCounts() {
        assertThat(FailureCause.of(new ProcessingException(SECRET, new UnknownHostException(SECRET))))
                .isEqualTo("the host name is not known");
        assertThat(FailureCause.of(new ProcessingException(SECRET, new IllegalStateException(SECRET))))
                .isEqualTo("ProcessingException");
    }
}
