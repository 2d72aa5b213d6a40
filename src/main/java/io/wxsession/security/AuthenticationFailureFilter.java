package io.wxsession.security;

import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;

/**
 * Says what happens when authentication fails before REST has begun: the request fails. Quarkus REST says the same, but besides
 * it then builds a map of all resources for every request, only to name the path template of such a failure in metrics. That
 * was a tenth of the CPU of a request. It leaves a handler that is not the default one as it is. Here nothing authenticates
 * before REST, so no template is lost.
 */
@ApplicationScoped
class AuthenticationFailureFilter {

    private static final BiConsumer<RoutingContext, Throwable> FAILING = AuthenticationFailureFilter::fail;

    /** After the filter of Quarkus of the same priority, which sets the default handler, and before the one of Quarkus REST. */
    void register(@Observes Filters filters) {
        filters.register(AuthenticationFailureFilter::replace, SecurityHandlerPriorities.AUTHENTICATION);
    }

    private static void replace(RoutingContext context) {
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAILING);
        context.next();
    }

    private static void fail(RoutingContext context, Throwable failure) {
        DefaultAuthFailureHandler.markIfOtherAuthenticationFailure(context, failure);
        if (!context.failed()) {
            context.fail(DefaultAuthFailureHandler.extractRootCause(failure));
        }
    }
}
