package io.wxsession;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import sun.misc.Signal;

/**
 * Ends the service at SIGTERM with exit status 0: in good order once it serves, and at once while it starts. During a start
 * Quarkus would forget that it was asked to end.
 */
@ApplicationScoped
class Termination {

    /** After every other start-up observer. Only then Quarkus opens the ports. */
    private static final int LAST = Integer.MAX_VALUE;

    private static volatile boolean started;

    /** To be called before Quarkus runs. */
    static void handleSignal() {
        Signal.handle(new Signal("TERM"), signal -> {
            if (started) {
                Quarkus.asyncExit(0);
            } else {
                // Nothing was served yet. A hook of the virtual machine could wait for the start.
                Runtime.getRuntime().halt(0);
            }
        });
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        started = true;
    }
}
