package io.wxsession.http;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.config.MeterFilter;

/** What all meters have in common. */
class MeterFilters {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /**
     * A server on a port of its own choice has meters without the label of the port, and Prometheus refuses to have both kinds,
     * which stops the server from starting.
     */
    @Produces
    @Singleton
    MeterFilter withoutServerPort() {
        return MeterFilter.ignoreTags("server.port");
    }

    /** Anybody can make up methods, and each would be a time series of its own. */
    @Produces
    @Singleton
    MeterFilter withoutInventedMethods() {
        return MeterFilter.replaceTagValues("method", method -> METHODS.contains(method) ? method : "OTHER");
    }
}
