package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** Doors for clients of other servers. */
public interface CompatConfig {

    /** Whether mini-programs with Tencent's wafer client may log in. */
    @WithDefault("false")
    boolean wafer();
}
