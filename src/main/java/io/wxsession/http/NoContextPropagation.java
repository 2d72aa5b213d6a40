package io.wxsession.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Takes context propagation out of Mutiny. It would capture and restore the contexts of a request around every step of every
 * pipeline. Here all steps of a request run on the Vert.x context of that request, which carries them anyway.
 */
@ApplicationScoped
class NoContextPropagation {

    void switchOff(@Observes StartupEvent event) {
        Infrastructure.clearInterceptors();
    }
}
