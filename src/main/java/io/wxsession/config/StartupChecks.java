package io.wxsession.config;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;

/** Stops the start if settings are incomplete or unsafe. One message names every fault and its remedy. */
class StartupChecks {

    /** Runs before every other start-up observer. */
    private static final int FIRST = 0;

    private final Instance<StartupCheck> checks;

    StartupChecks(Instance<StartupCheck> checks) {
        this.checks = checks;
    }

    void check(@Observes @Priority(FIRST) StartupEvent start) {
        List<String> faults = checks.stream().flatMap(it -> it.faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new UnusableSettingsException(
                    "wxsession does not start with this configuration:\n - " + String.join("\n - ", faults));
        }
    }
}
