package io.wxsession.http.edge;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import io.vertx.ext.web.RoutingContext;

/** Says with each 405 which methods are allowed (RFC 9110 §15.5.6). */
class AllowedMethodsFilter {

    private static final int METHOD_NOT_ALLOWED = 405;

    private final Routes routes;

    AllowedMethodsFilter(Routes routes) {
        this.routes = routes;
    }

    @ServerResponseFilter
    void tell(ContainerResponseContext response, RoutingContext context) {
        if (response.getStatus() == METHOD_NOT_ALLOWED) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW,
                    String.join(", ", routes.methods(asMatched(context.normalizedPath()))));
        }
    }

    /** REST matches a path without its matrix parameters and without a slash at its end. */
    private static String asMatched(String path) {
        return path.replaceAll(";[^/]*", "").replaceAll("(?<=.)/$", "");
    }
}
