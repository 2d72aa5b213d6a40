package io.wxsession.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.token.TokenSet;

/** The access token as a cookie, for clients that keep cookies. Does nothing unless the operator allows it. */
@ApplicationScoped
public class SessionCookie {

    /** Its name. */
    public static final String NAME = "wxs";

    private final boolean allowed;

    SessionCookie(WxsessionConfig config) {
        this.allowed = config.carriers().cookie();
    }

    /** Sets it. It outlives the access token, so that a client that comes too late learns to refresh. */
    public void set(HttpServerResponse response, TokenSet tokens) {
        if (allowed) {
            response.addCookie(cookie(tokens.accessToken()).setMaxAge(tokens.refreshExpiresIn()));
        }
    }

    /** Clears it. */
    public void clear(HttpServerResponse response) {
        if (allowed) {
            response.addCookie(cookie("").setMaxAge(0));
        }
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value).setPath("/").setSecure(true).setHttpOnly(true).setSameSite(CookieSameSite.LAX);
    }
}
