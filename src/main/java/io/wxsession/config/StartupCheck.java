package io.wxsession.config;

import java.util.List;

/** What one feature demands of its settings. All are asked before anything starts. */
public interface StartupCheck {

    /** Each fault with its remedy, naming the setting; empty if the service may start. */
    List<String> faults();
}
