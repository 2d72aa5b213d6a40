package io.wxsession.config;

import java.util.List;

/** What one feature demands of its settings. All are asked before anything starts. */
public interface StartupCheck {

    /** Each fault with its remedy, naming the setting; empty if the service may start. */
    List<String> faults();

    /** What is unwise and yet no fault. Logged in production only, because developers and tests want such settings. */
    default List<String> warnings() {
        return List.of();
    }
}
