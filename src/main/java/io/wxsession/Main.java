package io.wxsession;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /**
     * Runs until it is told to end.
     *
     * @param args none are known; settings are given as properties or environment variables
     */
    public static void main(String... args) {
        // Quarkus would answer a malformed URI with a bare 400. Forward-auth must refuse it with 401, all else with a problem.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(args);
    }
}
