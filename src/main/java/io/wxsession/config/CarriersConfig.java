package io.wxsession.config;

import io.smallrye.config.WithDefault;

/** Where besides the Authorization header a credential may travel. */
public interface CarriersConfig {

    /** Whether the cookie {@code wxs} is read and set. */
    @WithDefault("false")
    boolean cookie();
}
