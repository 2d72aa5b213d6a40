package io.wxsession.config;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Stops the start if settings are incomplete or unsafe, and warns of unwise ones. One message names every fault and its remedy.
 */
class StartupChecks {

    /** Runs before every other start-up observer. */
    private static final int FIRST = 0;

    private final Instance<StartupCheck> checks;

    StartupChecks(Instance<StartupCheck> checks) {
        this.checks = checks;
    }

    void check(@Observes @Priority(FIRST) StartupEvent start) {
        List<StartupCheck> all = checks.stream().toList();
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            all.stream().flatMap(it -> it.warnings().stream()).forEach(Log::warn);
        }
        List<String> faults = all.stream().flatMap(it -> it.faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new UnusableSettingsException(faults);
        }
    }
}
