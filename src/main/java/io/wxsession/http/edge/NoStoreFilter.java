package io.wxsession.http.edge;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;

/** Forbids caches to keep the responses of the API. The same filter of Quarkus would match a regular expression per request. */
@ApplicationScoped
class NoStoreFilter {

    private static final List<String> ROOTS = List.of("/v1", "/oauth2", "/internal", "/auth");

    void register(@Observes Filters filters) {
        filters.register(NoStoreFilter::forbid, FilterOrder.NO_STORE);
    }

    private static void forbid(RoutingContext context) {
        String path = context.normalizedPath();
        for (String root : ROOTS) {
            if (path.startsWith(root) && (path.length() == root.length() || "/;".indexOf(path.charAt(root.length())) >= 0)) {
                context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                break;
            }
        }
        context.next();
    }
}
