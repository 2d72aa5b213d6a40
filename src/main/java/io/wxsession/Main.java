package io.wxsession;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /**
     * Runs the service until it is stopped.
     *
     * @param args not used; settings are properties or environment variables
     */
    public static void main(String... args) {
        // Vert.x would refuse a malformed URI with an empty 400. Forward authentication must answer 401, other paths a problem.
        System.setProperty("vertx.disableURIValidation", "true");
        Termination.handleSignal();
        StartFailure.openLog();
        Quarkus.run(null, Main::end, args);
    }

    private static void end(int status, Throwable failure) {
        if (failure != null) {
            StartFailure.log(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, failure);
    }
}
