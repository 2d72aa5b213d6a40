package io.wxsession.http.connection;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;

/**
 * Ends the connections when the service ends. Everything is served while gateways learn that it does. At the end of that delay no
 * connection is taken any more: clients go to another replica, and the requests under way come to an end.
 */
@ApplicationScoped
class ConnectionDrain {

    /** When the delay is over, Quarkus ends as soon as it sees no request, so what was sent before has to be read by then. */
    private static final long READING_MILLIS = 250;

    private final IncomingConnections connections;
    private final Vertx vertx;
    private final Duration delay;

    ConnectionDrain(IncomingConnections connections, Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.connections = connections;
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        // In development, the server outlives the program.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            drainAfter(delay.toMillis() - READING_MILLIS);
        }
    }

    private void drainAfter(long millis) {
        if (millis > 0) {
            vertx.setTimer(millis, over -> connections.drain());
        } else {
            connections.drain();
        }
    }
}
