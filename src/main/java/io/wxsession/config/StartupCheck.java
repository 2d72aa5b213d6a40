package io.wxsession.config;

import java.util.List;

import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;

/** What one feature demands of its settings. All are asked before anything starts. */
public interface StartupCheck {

    /** Each fault with its remedy, naming the setting; empty if the service may start. */
    List<String> faults();

    /** Tells the operator what is unwise and yet no fault. Developers and tests want such settings. */
    static void warn(String text) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Log.warn(text);
        }
    }
}
