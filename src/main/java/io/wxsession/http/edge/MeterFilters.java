package io.wxsession.http.edge;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;

/** Filters for all meters. */
class MeterFilters {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /**
     * Removes the label {@code server.port}. A server on a random port has meters without this label. Prometheus refuses meters
     * of one name with different labels, and the start fails.
     */
    @Produces
    @Singleton
    MeterFilter withoutServerPort() {
        return MeterFilter.ignoreTags("server.port");
    }

    /** Replaces unknown HTTP methods, because every invented method would become a time series. */
    @Produces
    @Singleton
    MeterFilter withKnownMethodsOnly() {
        return MeterFilter.replaceTagValues("method", method -> METHODS.contains(method) ? method : "OTHER");
    }

    /**
     * Replaces a path by the template of its route. A request that is refused before its route is called is measured under the
     * path that it sent, and every invented path would become a time series, until no more are accepted.
     */
    @Produces
    @Singleton
    MeterFilter withRouteTemplatesOnly(Routes routes) {
        MeterFilter filter = MeterFilter.replaceTagValues("uri", path -> routes.template(path).orElse("OTHER"));
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith("http.server.") ? filter.map(id) : id;
            }
        };
    }
}
