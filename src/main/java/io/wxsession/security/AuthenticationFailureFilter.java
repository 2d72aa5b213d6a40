package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;

/**
 * Removes what would handle an authentication that fails before REST has begun. Here nothing authenticates before REST, and REST
 * removes the handler itself when it begins. But while the handler is there, Quarkus REST builds a map of all resources for
 * every request, only to name the path template of such a failure in metrics. That costs a tenth of the CPU of a request.
 */
@ApplicationScoped
class AuthenticationFailureFilter {

    /** After the filter of Quarkus of the same priority, which sets the handler, and before the one of Quarkus REST. */
    void register(@Observes Filters filters) {
        filters.register(AuthenticationFailureFilter::removeHandler, SecurityHandlerPriorities.AUTHENTICATION);
    }

    private static void removeHandler(RoutingContext context) {
        context.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        context.next();
    }
}
