package io.wxsession.http.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;

/**
 * Empties kept connections before the service ends: from SIGTERM on each answer asks the client to send its next request on
 * another connection, and so to another replica. A request on a connection that is just being closed would be lost.
 */
@ApplicationScoped
class ConnectionDrain {

    private volatile boolean draining;

    void begin(@Observes ShutdownDelayInitiatedEvent shutdown) {
        draining = true;
    }

    void register(@Observes Filters filters) {
        filters.register(this::askToClose, FilterOrder.CONNECTION_DRAIN);
    }

    private void askToClose(RoutingContext context) {
        if (draining) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.next();
    }
}
