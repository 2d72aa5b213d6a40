package io.wxsession.log;

import static java.util.Map.entry;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map.Entry;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.resolver.dns.DnsNameResolverException;
import io.vertx.core.http.HttpClosedException;

/** Says in a few words why another server did not answer, for whoever reads the log. */
public final class FailureCause {

    /** The first that fits counts, so a special failure comes before a general one. */
    private static final List<Entry<Class<? extends Throwable>, String>> CAUSES = List.of(
            entry(ConnectTimeoutException.class, "no connection in time"),
            entry(ConnectException.class, "the connection was refused"),
            entry(NoRouteToHostException.class, "no route to the host"),
            entry(UnknownHostException.class, "the host name is not known"),
            entry(DnsNameResolverException.class, "the host name cannot be looked up"),
            entry(SSLException.class, "TLS failed"),
            entry(BindException.class, "no free local port"),
            entry(SocketException.class, "the connection failed"),
            entry(HttpClosedException.class, "the connection was closed"),
            entry(TooLongHttpContentException.class, "the response is too long"),
            entry(TimeoutException.class, "no response in time"),
            entry(io.smallrye.mutiny.TimeoutException.class, "no response in time"),
            entry(CircuitBreakerOpenException.class, "not called for a moment, because too many calls failed"),
            entry(BulkheadException.class, "too many calls wait"));

    private FailureCause() {
    }

    /**
     * The cause of a failure, one of few. It never holds the failure's message, which may contain a URL or a key.
     *
     * @return words, or the name of the failure's class if it is none of those that a network brings about
     */
    public static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Entry<Class<? extends Throwable>, String> known : CAUSES) {
                if (known.getKey().isInstance(cause)) {
                    return known.getValue();
                }
            }
        }
        return failure.getClass().getSimpleName();
    }
}
